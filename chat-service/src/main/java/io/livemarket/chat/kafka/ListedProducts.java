package io.livemarket.chat.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.kit.compact.UuidMap;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * The products of {@code products.events} in memory, each as one array of bytes: seller, state, price and name. Reading
 * is thread-safe; only one thread may apply events.
 */
final class ListedProducts {

    private static final ProductState[] STATES = ProductState.values();
    private static final int STATE = 0;
    private static final int FIXED = 1 + 2 * Long.BYTES + 2;

    private final UuidMap<byte[]> products = new UuidMap<>();

    /** Applies the next event of a product. */
    void apply(ProductEvent event) {
        switch (event) {
            case ProductListed e ->
                products.put(e.productId(), bytes(ProductState.AVAILABLE, e.sellerId(), e.details()));
            case ProductChanged e ->
                products.put(
                        e.productId(),
                        bytes(
                                get(e.productId()).map(ListedProduct::state).orElse(ProductState.AVAILABLE),
                                e.sellerId(),
                                e.details()));
            case ProductStateChanged e -> set(e.productId(), e.state());
            case ReservationRefused _ -> {}
        }
    }

    private void set(UUID productId, ProductState state) {
        products.get(productId).ifPresent(product -> {
            byte[] changed = product.clone();
            changed[STATE] = (byte) state.ordinal();
            products.put(productId, changed);
        });
    }

    Optional<ListedProduct> get(UUID productId) {
        return products.get(productId).map(ListedProducts::read);
    }

    private static byte[] bytes(ProductState state, UUID seller, ProductDetails details) {
        byte[] amount = details.price().amount().getBytes(UTF_8);
        byte[] currency = details.price().currency().getBytes(UTF_8);
        byte[] name = details.name().getBytes(UTF_8);
        return ByteBuffer.allocate(FIXED + amount.length + currency.length + name.length)
                .put((byte) state.ordinal())
                .putLong(seller.getMostSignificantBits())
                .putLong(seller.getLeastSignificantBits())
                .put((byte) amount.length)
                .put((byte) currency.length)
                .put(amount)
                .put(currency)
                .put(name)
                .array();
    }

    private static ListedProduct read(byte[] product) {
        ByteBuffer bytes = ByteBuffer.wrap(product);
        ProductState state = STATES[bytes.get()];
        UUID seller = new UUID(bytes.getLong(), bytes.getLong());
        int amount = bytes.get();
        int currency = bytes.get();
        Money price = new Money(text(bytes, amount), text(bytes, currency));
        return new ListedProduct(seller, state, price, text(bytes, bytes.remaining()));
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, UTF_8);
    }
}
