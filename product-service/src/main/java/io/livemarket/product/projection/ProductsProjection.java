package io.livemarket.product.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.VersionedProjection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * Projects {@code products.events} into {@code products}, and has the products withdrawn and hidden whose sellers
 * deleted their accounts meanwhile.
 */
public final class ProductsProjection implements Projection {

    static final String PRODUCTS = "products";

    private final MongoCollection<Document> products;
    private final VersionedProjection<ProductEvent, Document> documents;
    private final Departures departures;

    public ProductsProjection(MongoDatabase database, Departures departures) {
        this.products = database.getCollection(PRODUCTS);
        this.documents = new VersionedProjection<>(new ProductModel(products));
        this.departures = departures;
    }

    /** Creates the indexes for the lists of products: of all, of one state, of one seller, and both. */
    public void createIndexes() {
        products.createIndex(Indexes.descending(ProductBson.CREATED_AT));
        products.createIndex(Indexes.compoundIndex(
                Indexes.ascending(ProductBson.STATE), Indexes.descending(ProductBson.CREATED_AT)));
        products.createIndex(Indexes.compoundIndex(
                Indexes.ascending(ProductBson.SELLER), Indexes.descending(ProductBson.CREATED_AT)));
        products.createIndex(Indexes.compoundIndex(
                Indexes.ascending(ProductBson.SELLER),
                Indexes.ascending(ProductBson.STATE),
                Indexes.descending(ProductBson.CREATED_AT)));
    }

    @Override
    public String name() {
        return documents.name();
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        documents.apply(batch);
        departures.check(sellers(batch));
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch, BatchContext context) {
        documents.apply(batch, context);
        departures.check(sellers(batch));
    }

    /** The sellers of a batch's products. */
    private Set<String> sellers(List<ConsumerRecord<String, byte[]>> batch) {
        Set<String> ids = new HashSet<>();
        batch.stream().map(ConsumerRecord::key).filter(Objects::nonNull).forEach(ids::add);
        Set<String> sellers = new HashSet<>();
        products.find(Filters.in(ProductBson.ID, ids))
                .projection(Projections.include(ProductBson.SELLER))
                .forEach(product -> sellers.add(product.getString(ProductBson.SELLER)));
        return sellers;
    }
}
