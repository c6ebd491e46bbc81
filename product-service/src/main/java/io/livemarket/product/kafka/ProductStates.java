package io.livemarket.product.kafka;

import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.product.domain.Offers;
import io.livemarket.product.domain.Product;
import io.livemarket.product.domain.Product.Listed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state of one partition, a fold of its events: the products, and an entry for each offer that was decided. */
final class ProductStates implements Offers {

    private static final int PRODUCTS_KEPT = 1_024;

    private final Entries<Listed> products;
    private final Entries<String> offers;

    ProductStates(PartitionState state) {
        this.products = state.derived("product:", ValueCodec.json(Listed.class), PRODUCTS_KEPT);
        this.offers = state.derived("offer:", ValueCodec.TEXT, 0);
    }

    Product get(UUID productId) {
        return products.get(productId.toString()).<Product>map(listed -> listed).orElse(Product.NONE);
    }

    /** Stages the changes of an event. An event that the state already contains changes nothing. */
    void apply(ProductEvent event) {
        Product before = get(event.productId());
        if (event.version() > before.version()) {
            put(Product.evolve(before, event));
            switch (event) {
                case ProductStateChanged e -> decided(e.productId(), e.reservation());
                case ReservationRefused e -> decided(e.productId(), e.reservation());
                case ProductListed _, ProductChanged _ -> {}
            }
        }
    }

    private void decided(UUID productId, @Nullable Reservation reservation) {
        if (reservation != null) {
            offers.put(key(productId, reservation.offerId()), "");
        }
    }

    /** Stages an event of an unknown type: its version counts. */
    void applyUnknown(UUID productId, long version) {
        Product before = get(productId);
        if (version > before.version()) {
            put(Product.evolveUnknown(before, version));
        }
    }

    private void put(Product product) {
        if (product instanceof Listed listed) {
            products.put(listed.productId().toString(), listed);
        }
    }

    @Override
    public boolean isDecided(UUID productId, UUID offerId) {
        return offers.get(key(productId, offerId)).isPresent();
    }

    private static String key(UUID productId, UUID offerId) {
        return productId + "/" + offerId;
    }
}
