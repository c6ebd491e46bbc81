package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.OFFER_1;
import static io.livemarket.chat.domain.OfferFixtures.euros;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.events.Ids;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListedProductsTest {

    private final ListedProducts products = new ListedProducts();

    private static ProductDetails details(String name, Money price) {
        return new ProductDetails(name, price, "https://example.com/bici", null);
    }

    @Test
    void aProductIsTheFoldOfItsEvents() {
        Reservation reservation = new Reservation(OFFER_1, PRIVATE, ALICE);
        assertThat(products.get(BIKE)).isEmpty();

        products.apply(new ProductListed(BIKE, 1, BOB, details("Bici 🚲 ñandú", euros("45.50")), NOW));
        assertThat(products.get(BIKE))
                .contains(new ListedProduct(BOB, ProductState.AVAILABLE, euros("45.50"), "Bici 🚲 ñandú"));

        products.apply(new ProductStateChanged(BIKE, 2, BOB, ProductState.RESERVED, reservation, NOW));
        products.apply(new ProductChanged(BIKE, 3, BOB, details("B", new Money("999999999999.00", "EUR")), NOW));
        products.apply(new ReservationRefused(BIKE, 4, BOB, reservation, NOW));
        assertThat(products.get(BIKE))
                .contains(new ListedProduct(BOB, ProductState.RESERVED, euros("999999999999.00"), "B"));

        products.apply(new ProductStateChanged(BIKE, 5, BOB, ProductState.SOLD, null, NOW));
        assertThat(products.get(BIKE)).map(ListedProduct::state).contains(ProductState.SOLD);
    }

    @Test
    void aStateWithoutAListingIsNoProduct() {
        products.apply(new ProductStateChanged(BIKE, 2, BOB, ProductState.SOLD, null, NOW));
        assertThat(products.get(BIKE)).isEmpty();
    }

    /** The class comment names the bytes of a product; measured with names of 40 characters. */
    @Test
    void aProductTakesFewBytes() {
        int count = 200_000;
        Runtime runtime = Runtime.getRuntime();
        long before = used(runtime);
        for (int i = 0; i < count; i++) {
            UUID id = Ids.next();
            products.apply(new ProductListed(id, 1, BOB, details("x".repeat(40), euros("45.50")), NOW));
        }
        long each = (used(runtime) - before) / count;
        assertThat(products.get(BIKE)).isEmpty();
        assertThat(each).isBetween(60L, 160L);
        System.out.println("bytes of a product: " + each);
    }

    private static long used(Runtime runtime) {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
