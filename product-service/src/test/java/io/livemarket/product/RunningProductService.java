package io.livemarket.product;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RunningService;
import java.util.List;
import java.util.UUID;

/**
 * product-service on a broker and a store. Only one runs at a time, because all are in one consumer group. The test
 * publishes events in place of the other services.
 */
final class RunningProductService extends RunningService {

    /** @param settings beside the usual ones */
    RunningProductService(String... settings) {
        super(ProductServiceApplication::builder, Instance.fresh().trusting(issuer()), settings);
        start();
    }

    /** The user deletes the account. */
    void deleted(UUID user) {
        publish(new UserDeleted(user, 2, now()));
    }

    /** The buyer's offer for a seller's product is accepted in a chat. */
    OfferAccepted accepted(UUID product, UUID seller, UUID buyer) {
        return accepted(Ids.next(), product, seller, buyer);
    }

    OfferAccepted accepted(UUID chat, UUID product, UUID seller, UUID buyer) {
        Money price = new Money("20.00", "EUR");
        OfferAccepted event =
                new OfferAccepted(chat, 5, Ids.next(), product, seller, seller, buyer, price, Ids.next(), 3, now());
        publish(event);
        return event;
    }

    /** The committed events of a product, in order. */
    List<ProductEvent> eventsOf(UUID product) {
        return kafka().events(Topics.PRODUCTS_EVENTS, ProductEvent.class, product);
    }
}
