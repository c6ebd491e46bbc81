package io.livemarket.gateway.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Json;
import io.livemarket.events.money.Money;
import io.livemarket.gateway.requests.ClientRequest.NewOffer;
import io.livemarket.gateway.requests.ClientRequest.OfOffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OfferRequestsTest {

    private static final UUID CHAT = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final String PRICE = "'price':{'amount':'40.00','currency':'EUR'}";

    private static JsonNode json(String members) {
        return Json.MAPPER.readTree(("{'chatId':'" + CHAT + "'," + members + "}").replace('\'', '"'));
    }

    @Test
    void aNewOfferHasAPriceAndMayHaveMore() {
        assertThat(OfferRequests.make(json("'productId':'" + OTHER + "'," + PRICE)))
                .isEqualTo(new NewOffer(CHAT, OTHER, new Money("40.00", "EUR"), null, null));
        assertThat(OfferRequests.counter(
                        json("'offerId':'" + OTHER + "'," + PRICE + ",'validForSeconds':60,'clientMessageId':'k'")))
                .isEqualTo(new NewOffer(CHAT, OTHER, new Money("40.00", "EUR"), 60L, "k"));
        assertThat(OfferRequests.offer(json("'offerId':'" + OTHER + "'"))).isEqualTo(new OfOffer(CHAT, OTHER));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'x':1                                                                 | price
            'price':40                                                            | price
            'price':{}                                                            | price.amount
            'price':{'amount':40,'currency':'EUR'}                                | price.amount
            'price':{'amount':'40.00'}                                            | price.currency
            'price':{'amount':'40.0','currency':'EUR'}                            | price
            'price':{'amount':'0.00','currency':'EUR'}                            | price
            'price':{'amount':'-1.00','currency':'EUR'}                           | price
            'price':{'amount':'40.00','currency':'eur'}                           | price
            'price':{'amount':'40.00','currency':'EUR'},'validForSeconds':59      | validForSeconds
            'price':{'amount':'40.00','currency':'EUR'},'validForSeconds':1209601 | validForSeconds
            'price':{'amount':'40.00','currency':'EUR'},'validForSeconds':'60'    | validForSeconds
            'price':{'amount':'40.00','currency':'EUR'},'clientMessageId':''      | clientMessageId
            """)
    void anInvalidFieldIsNamed(String members, String field) {
        assertThatThrownBy(() -> OfferRequests.make(json("'productId':'" + OTHER + "'," + members)))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
