package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The projection of {@code products.events} into the collection {@code listings}. The chats about a product get each
 * change of it, after it is stored; of several changes in one batch the newest.
 */
public final class ListingProjection implements VersionedModel<ProductEvent, Listing> {

    private static final EventCodec<ProductEvent> EVENTS = EventCodec.of(ProductEvent.class);

    private final MongoCollection<Document> listings;
    private final ListingChanges changes;

    public ListingProjection(MongoDatabase database, ListingChanges changes) {
        this.listings = ListingBson.listings(database);
        this.changes = changes;
    }

    @Override
    public String name() {
        return "chat-service.listings.v1";
    }

    @Override
    public EventCodec<ProductEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return listings;
    }

    @Override
    public Listing read(Document document) {
        return ListingBson.readListing(document);
    }

    @Override
    public Document write(Listing listing) {
        return ListingBson.write(listing);
    }

    @Override
    public long versionOf(Listing listing) {
        return listing.version();
    }

    @Override
    public long eventVersion(ProductEvent event) {
        return event.version();
    }

    @Override
    public Listing skip(Listing listing, long version) {
        return listing.skipTo(version);
    }

    @Override
    public Fold<ProductEvent, Listing> begin(BatchContext context) {
        return new Folding(context);
    }

    /** The fold of one batch, which remembers the products that changed. */
    private final class Folding implements Fold<ProductEvent, Listing> {

        private final BatchContext context;
        private final Map<UUID, Listing> changed = new HashMap<>();

        Folding(BatchContext context) {
            this.context = context;
        }

        @Override
        public @Nullable Listing apply(
                @Nullable Listing listing, ProductEvent event, ConsumerRecord<String, byte[]> record) {
            Listing next = Listing.after(listing, event);
            if (next != null) {
                passOver(next, event);
            }
            return next;
        }

        /** A change that is stored may not have reached the chats yet. */
        @Override
        public void passOver(Listing listing, ProductEvent event) {
            if (event instanceof ProductChanged || event instanceof ProductStateChanged) {
                changed.put(listing.productId(), listing);
            }
        }

        @Override
        public void afterWrite() {
            changed.values().forEach(listing -> changes.changed(listing, context));
        }
    }
}
