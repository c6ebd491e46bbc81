package io.livemarket.product.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import io.livemarket.product.projection.ProductQueries;
import io.livemarket.product.projection.ProductQueries.Page;
import io.livemarket.product.projection.ProductQueries.Selection;
import io.livemarket.product.projection.ProductView;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads of products that see every event that was committed before them. */
public final class ProductReads {

    /** The longest wait of a list, which then lacks the newest events of some products. */
    private static final Duration LIST_BOUND = Duration.ofSeconds(1);

    private final ProductQueries queries;
    private final ReadBarrier barrier;

    public ProductReads(ProductQueries queries, ReadBarrier barrier) {
        this.queries = queries;
        this.barrier = barrier;
    }

    /**
     * A product that the reader may see.
     *
     * @throws ApiException {@code product_not_found}; {@code unavailable} when the read model does not catch up in time
     */
    ProductView require(UUID productId, UUID reader) {
        barrier.require(productId.toString());
        return shown(productId, reader);
    }

    /** The product as {@link #require} gives it, once the read model has this version of it. */
    ProductView require(UUID productId, UUID reader, long version) {
        awaitVersion(productId, version);
        return shown(productId, reader);
    }

    private ProductView shown(UUID productId, UUID reader) {
        return queries.find(productId, reader).orElseThrow(() -> new ApiException(ErrorCode.PRODUCT_NOT_FOUND));
    }

    /**
     * Waits until the read model has a version of a product, so that its author reads the own write.
     *
     * @throws ApiException {@code unavailable} when the read model does not catch up in time
     */
    void awaitVersion(UUID productId, long version) {
        if (!barrier.awaitShown(productId.toString(), () -> queries.version(productId) >= version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }

    Page list(UUID reader, Selection selection, @Nullable String cursor, int limit) {
        barrier.awaitAll(LIST_BOUND);
        return queries.list(reader, selection, cursor, limit);
    }

    /** Whether the read model has the product. */
    boolean isKnown(UUID productId) {
        return queries.version(productId) > 0;
    }

    /** The number of products that a seller has on sale, counted up to {@code most}. */
    long onSale(UUID sellerId, int most) {
        return queries.onSale(sellerId, most);
    }
}
