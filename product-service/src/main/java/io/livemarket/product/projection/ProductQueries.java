package io.livemarket.product.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.products.ProductState;
import io.livemarket.kit.projection.VersionedModel;
import io.livemarket.kit.web.ApiException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads products. Every look-up uses {@code _id} or an index. */
public final class ProductQueries {

    /** The states of products that count among those that a seller has on sale. */
    static final List<String> ON_SALE =
            List.of(ProductBson.text(ProductState.AVAILABLE), ProductBson.text(ProductState.RESERVED));

    private final MongoCollection<Document> products;

    public ProductQueries(MongoDatabase database) {
        this.products = database.getCollection(ProductsProjection.PRODUCTS);
    }

    /**
     * The products of a list.
     *
     * @param sellerId absent for the products of all sellers
     * @param state absent for all states
     */
    public record Selection(
            @Nullable UUID sellerId, @Nullable ProductState state) {}

    /**
     * A page of a list.
     *
     * @param nextCursor the cursor of the next page; absent on the last page
     */
    public record Page(
            List<ProductView> items,
            boolean hasMore,
            @Nullable String nextCursor) {}

    /** The version of a product in the read model; 0 for an unknown product. */
    public long version(UUID productId) {
        Document product = products.find(Filters.eq(ProductBson.ID, productId.toString()))
                .projection(Projections.include(VersionedModel.VERSION))
                .first();
        return product == null ? 0 : product.getLong(VersionedModel.VERSION);
    }

    /** A product that a user may see; empty for any other, and for one of a deleted account. */
    public Optional<ProductView> find(UUID productId, UUID reader) {
        return Optional.ofNullable(products.find(Filters.eq(ProductBson.ID, productId.toString()))
                        .first())
                .filter(product -> !product.getBoolean(ProductBson.GONE, false))
                .map(ProductBson::view)
                .filter(product -> product.isVisibleTo(reader));
    }

    /** The number of products that a seller has on sale, counted up to {@code most}. */
    public long onSale(UUID sellerId, int most) {
        return products.countDocuments(
                Filters.and(
                        Filters.eq(ProductBson.SELLER, sellerId.toString()), Filters.in(ProductBson.STATE, ON_SALE)),
                new CountOptions().limit(most));
    }

    /**
     * A page of the products that a user may see, the latest listings first.
     *
     * @param cursor the position after the former page; absent for the first page
     * @throws ApiException {@code invalid_cursor}
     */
    public Page list(UUID reader, Selection selection, @Nullable String cursor, int limit) {
        List<Bson> filters = filters(reader, selection);
        if (cursor != null) {
            filters.add(after(cursor));
        }
        List<ProductView> found = new ArrayList<>();
        products.find(Filters.and(filters))
                .sort(Sorts.orderBy(Sorts.descending(ProductBson.CREATED_AT), Sorts.descending(ProductBson.ID)))
                .limit(limit + 1)
                .map(ProductBson::view)
                .into(found);
        boolean more = found.size() > limit;
        List<ProductView> page = more ? found.subList(0, limit) : found;
        return new Page(page, more, more ? ListCursor.of(page.getLast()).encode() : null);
    }

    private static List<Bson> filters(UUID reader, Selection selection) {
        UUID seller = selection.sellerId();
        ProductState state = selection.state();
        List<Bson> filters = new ArrayList<>();
        filters.add(Filters.ne(ProductBson.GONE, true));
        if (seller != null) {
            filters.add(Filters.eq(ProductBson.SELLER, seller.toString()));
        }
        if (state != null) {
            filters.add(Filters.eq(ProductBson.STATE, ProductBson.text(state)));
        }
        if (!reader.equals(seller)) {
            filters.add(withdrawnOfOwn(reader));
        }
        return filters;
    }

    /** Withdrawn products are listed for their seller alone. */
    private static Bson withdrawnOfOwn(UUID reader) {
        return Filters.or(
                Filters.ne(ProductBson.STATE, ProductBson.text(ProductState.WITHDRAWN)),
                Filters.eq(ProductBson.SELLER, reader.toString()));
    }

    private static Bson after(String cursor) {
        ListCursor from = ListCursor.decode(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        Date at = new Date(from.createdAt());
        return Filters.or(
                Filters.lt(ProductBson.CREATED_AT, at),
                Filters.and(
                        Filters.eq(ProductBson.CREATED_AT, at),
                        Filters.lt(ProductBson.ID, from.productId().toString())));
    }
}
