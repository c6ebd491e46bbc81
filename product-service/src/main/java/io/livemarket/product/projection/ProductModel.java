package io.livemarket.product.projection;

import static io.livemarket.product.projection.ProductBson.CREATED_AT;
import static io.livemarket.product.projection.ProductBson.ID;
import static io.livemarket.product.projection.ProductBson.SELLER;
import static io.livemarket.product.projection.ProductBson.STATE;
import static io.livemarket.product.projection.ProductBson.UPDATED_AT;

import com.mongodb.client.MongoCollection;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import java.util.Date;
import org.bson.Document;

/** Folds {@code products.events} into {@code products}, one document per product. */
final class ProductModel implements VersionedModel<ProductEvent, Document> {

    private static final EventCodec<ProductEvent> EVENTS = EventCodec.of(ProductEvent.class);

    private final MongoCollection<Document> products;

    ProductModel(MongoCollection<Document> products) {
        this.products = products;
    }

    @Override
    public String name() {
        return "product-service.products.v1";
    }

    @Override
    public EventCodec<ProductEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return products;
    }

    @Override
    public Document read(Document document) {
        return document;
    }

    @Override
    public Document write(Document product) {
        return product;
    }

    @Override
    public long versionOf(Document product) {
        return product.getLong(VERSION);
    }

    @Override
    public long eventVersion(ProductEvent event) {
        return event.version();
    }

    @Override
    public Document skip(Document product, long version) {
        return new Document(product).append(VERSION, version);
    }

    @Override
    public Fold<ProductEvent, Document> begin(BatchContext run) {
        return (product, event, record) ->
                event instanceof ProductListed listed ? listed(listed) : product == null ? null : next(product, event);
    }

    private static Document listed(ProductListed e) {
        Document product = new Document(ID, e.productId().toString())
                .append(VERSION, e.version())
                .append(SELLER, e.sellerId().toString())
                .append(STATE, ProductBson.text(ProductState.AVAILABLE))
                .append(CREATED_AT, Date.from(e.at()))
                .append(UPDATED_AT, Date.from(e.at()));
        return ProductBson.details(product, e.details());
    }

    private Document next(Document product, ProductEvent event) {
        Document next = skip(product, event.version()).append(UPDATED_AT, Date.from(event.at()));
        return switch (event) {
            case ProductListed _, ReservationRefused _ -> next;
            case ProductChanged e -> ProductBson.details(next, e.details());
            case ProductStateChanged e ->
                ProductBson.reservation(next, e.reservation()).append(STATE, ProductBson.text(e.state()));
        };
    }
}
