package io.livemarket.product.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductRulesTest {

    private static final Money PRICE = new Money("25.00", "EUR");

    @ParameterizedTest
    @ValueSource(strings = {"Lamp", "Lámpara de pie", "電気スタンド", "\uD83D\uDECB️ Sofa", "R", "50% off <b>"})
    void anyVisibleTextIsAName(String name) {
        assertThat(ProductRules.invalidFields(named(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u200B",
                " Lamp",
                "Lamp\n",
                "a\nb",
                "a\u0000b",
                "a\uD83D",
                "a\u202Eb",
                "a\u2028b",
                "a\tb"
            })
    void onlyOneVisibleLineIsAName(String name) {
        assertThat(ProductRules.invalidFields(named(name))).containsExactly("name");
    }

    @Test
    void aNameHasAtMost200CodePoints() {
        assertThat(ProductRules.invalidFields(named("\uD83D\uDECB".repeat(200))))
                .isEmpty();
        assertThat(ProductRules.invalidFields(named("a".repeat(201)))).containsExactly("name");
    }

    @Test
    void aPriceIsMoreThanZero() {
        assertThat(ProductRules.invalidFields(new ProductDetails("Lamp", new Money("0.00", "EUR"), null, null)))
                .containsExactly("price");
        assertThat(ProductRules.invalidFields(new ProductDetails("Lamp", new Money("1.5", "EUR"), null, null)))
                .containsExactly("price");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://shop.example/1",
                "javascript:alert(1)",
                "https://",
                "https://user@shop.example/",
                "/products/1",
                "https://shop.example/a b"
            })
    void addressesAreHttps(String url) {
        assertThat(ProductRules.invalidFields(new ProductDetails("Lamp", PRICE, url, url)))
                .containsExactly("url", "imageUrl");
    }

    @Test
    void anAddressHasAtMost500Characters() {
        String longest = "https://shop.example/" + "a".repeat(479);
        assertThat(ProductRules.invalidFields(new ProductDetails("Lamp", PRICE, longest, longest)))
                .isEmpty();
        assertThat(ProductRules.invalidFields(new ProductDetails("Lamp", PRICE, longest + "a", null)))
                .containsExactly("url");
    }

    private static ProductDetails named(String name) {
        return new ProductDetails(name, PRICE, null, null);
    }
}
