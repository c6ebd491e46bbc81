package io.livemarket.product.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import io.livemarket.events.Ids;
import io.livemarket.events.products.ProductCommand.SetProductState;
import io.livemarket.events.products.ProductState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Withdraws and hides the products of deleted accounts, and empties their documents. The deletion of an account and the
 * listing of a product are in different topics: the reader of each writes its own document first and reads that of the
 * other afterwards, so that whichever is later finds both.
 */
public final class Departures {

    static final String DEPARTED = "departed";

    private static final String AT = "at";
    /** The most commands that are published together. */
    private static final int AT_ONCE = 500;

    private final MongoCollection<Document> departed;
    private final MongoCollection<Document> products;
    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /**
     * @param commands publishes commands to products; returns when all of them are in the log, and throws when that is
     *     not certain
     */
    public Departures(MongoDatabase database, Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.departed = database.getCollection(DEPARTED);
        this.products = database.getCollection(ProductsProjection.PRODUCTS);
        this.commands = commands;
    }

    /** Keeps that an account was deleted, and withdraws and hides its products. */
    void left(UUID user, Instant at) {
        Document mark = new Document(ProductBson.ID, user.toString()).append(AT, Date.from(at));
        departed.replaceOne(eq(ProductBson.ID, user.toString()), mark, new ReplaceOptions().upsert(true));
        withdraw(mark);
    }

    /** Withdraws and hides the products of those sellers whose accounts were deleted. */
    void check(Collection<String> sellers) {
        if (!sellers.isEmpty()) {
            departed.find(in(ProductBson.ID, sellers)).forEach(this::withdraw);
        }
    }

    private void withdraw(Document mark) {
        String seller = mark.getString(ProductBson.ID);
        Bson own = eq(ProductBson.SELLER, seller);
        List<ProducerRecord<String, byte[]>> withdrawals = new ArrayList<>();
        Instant at = mark.getDate(AT).toInstant();
        for (Document product : products.find(and(own, in(ProductBson.STATE, ProductQueries.ON_SALE)))) {
            withdrawals.add(withdrawal(product.getString(ProductBson.ID), UUID.fromString(seller), at));
            if (withdrawals.size() == AT_ONCE) {
                commands.accept(List.copyOf(withdrawals));
                withdrawals.clear();
            }
        }
        if (!withdrawals.isEmpty()) {
            commands.accept(withdrawals);
        }
        products.updateMany(
                and(own, or(ne(ProductBson.GONE, true), exists(ProductBson.NAME))),
                Updates.combine(
                        Updates.set(ProductBson.GONE, true),
                        Updates.unset(ProductBson.NAME),
                        Updates.unset(ProductBson.URL),
                        Updates.unset(ProductBson.IMAGE_URL)));
    }

    /** The command is made from product and deletion alone, so that a repeat equals the one published before. */
    private static ProducerRecord<String, byte[]> withdrawal(String product, UUID seller, Instant at) {
        UUID productId = UUID.fromString(product);
        return FollowingCommands.of(
                Ids.named(productId, "departed"), new SetProductState(productId, seller, ProductState.WITHDRAWN, at));
    }
}
