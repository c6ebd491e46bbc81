package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The form of a chat's listing, and of the prices of products, in MongoDB. */
final class ListingBson {

    static final String LISTING = "listing";
    static final String PRICE = "productPrice";
    /** The product's version in the listing of a chat. */
    static final String SHOWN_VERSION = LISTING + "." + ChatBson.VERSION;

    private static final String STATE = "state";
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";

    private ListingBson() {}

    static MongoCollection<Document> listings(MongoDatabase database) {
        return database.getCollection("listings");
    }

    static Document write(ListingView listing) {
        return new Document("productId", listing.productId().toString())
                .append(ChatBson.VERSION, listing.version())
                .append(STATE, listing.state().name())
                .append("price", write(listing.price()));
    }

    static @Nullable ListingView read(@Nullable Document d) {
        return d == null
                ? null
                : new ListingView(
                        UUID.fromString(d.getString("productId")),
                        ChatBson.number(d, ChatBson.VERSION),
                        ProductState.valueOf(d.getString(STATE)),
                        readMoney(d.get("price", Document.class)));
    }

    static Document write(Listing listing) {
        return new Document("_id", listing.productId().toString())
                .append(ChatBson.VERSION, listing.version())
                .append("shownVersion", listing.shownVersion())
                .append("sellerId", listing.sellerId().toString())
                .append(STATE, listing.state().name())
                .append("price", write(listing.price()))
                .append("at", Date.from(listing.at()));
    }

    static Listing readListing(Document d) {
        return new Listing(
                UUID.fromString(d.getString("_id")),
                ChatBson.number(d, ChatBson.VERSION),
                ChatBson.number(d, "shownVersion"),
                UUID.fromString(d.getString("sellerId")),
                ProductState.valueOf(d.getString(STATE)),
                readMoney(d.get("price", Document.class)),
                ChatBson.time(d, "at"));
    }

    static @Nullable Document write(@Nullable Money price) {
        return price == null ? null : new Document(AMOUNT, price.amount()).append(CURRENCY, price.currency());
    }

    static @Nullable Money readPrice(@Nullable Document d) {
        return d == null ? null : readMoney(d);
    }

    private static Money readMoney(Document d) {
        return new Money(d.getString(AMOUNT), d.getString(CURRENCY));
    }
}
