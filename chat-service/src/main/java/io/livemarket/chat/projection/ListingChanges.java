package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ListingCommand.ShowListing;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.projection.WriteThrottle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a {@code ShowListing} to each chat about a listing that changed, at least once: a repeated command changes
 * nothing. {@link ListingProjection} stores a change first and then looks for chats; {@link ChatProjection} stores an
 * opened chat first and then looks for a change. Whichever is later finds both.
 */
public final class ListingChanges {

    /** The most chats of one query, and of one publication that is waited for. */
    static final int PAGE = 200;

    private static final String ORIGIN = "chat-service";
    private static final EventCodec<ChatCommand> COMMANDS = EventCodec.of(ChatCommand.class);
    private static final String SHOW = COMMANDS.types().nameOf(ShowListing.class);

    private final Chats chats;
    private final Listings listings;
    private final Consumer<List<ProducerRecord<String, byte[]>>> commands;

    /** The chats about listings in the read model. */
    interface Chats {

        /**
         * The next chats about a listing that do not show its newest change, in an order in which a chat never moves
         * back.
         *
         * @param after the last chat of the page before; absent for the first page
         */
        List<ListCursor> next(Listing listing, @Nullable ListCursor after, int limit);
    }

    /** The stored listings. */
    interface Listings {

        /** Those of these products that are stored. */
        Collection<Listing> of(Collection<UUID> productIds);
    }

    /** @param commands publishes commands; returns when all are in the log, and throws when they may not be */
    public ListingChanges(MongoDatabase database, Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this(new ChatsAboutListings(database), stored(ListingBson.listings(database)), commands);
    }

    ListingChanges(Chats chats, Listings listings, Consumer<List<ProducerRecord<String, byte[]>>> commands) {
        this.chats = chats;
        this.listings = listings;
        this.commands = commands;
    }

    private static Listings stored(MongoCollection<Document> listings) {
        return products -> listings.find(
                        Filters.in("_id", products.stream().map(UUID::toString).toList()))
                .map(ListingBson::readListing)
                .into(new ArrayList<>());
    }

    /** Shows the newest change of a stored listing in all chats about it, page by page. */
    void changed(Listing listing, WriteThrottle throttle) {
        ListCursor last = null;
        boolean more = listing.isChanged();
        while (more) {
            long began = System.nanoTime();
            List<ListCursor> page = chats.next(listing, last, PAGE);
            publish(page.stream().map(chat -> command(chat.chatId(), listing)).toList());
            more = page.size() == PAGE;
            if (more) {
                last = page.getLast();
                throttle.pause(System.nanoTime() - began);
            }
        }
    }

    /** Shows the changes of listings in stored chats about them that were opened after those changes. */
    public void opened(Collection<ChatDocument> opened) {
        Map<UUID, Listing> known = new HashMap<>();
        listings.of(opened.stream()
                        .flatMap(chat -> chat.listedProduct().stream())
                        .distinct()
                        .toList())
                .forEach(listing -> known.put(listing.productId(), listing));
        List<ProducerRecord<String, byte[]>> shown = new ArrayList<>();
        for (ChatDocument chat : opened) {
            chat.listedProduct()
                    .map(known::get)
                    .filter(listing -> isNewIn(chat, listing))
                    .ifPresent(listing -> shown.add(command(chat.chatId(), listing)));
        }
        publish(shown);
    }

    private static boolean isNewIn(ChatDocument chat, Listing listing) {
        return listing.isChanged()
                && !chat.shows(listing.shownVersion())
                && chat.reader(listing.sellerId()).isPresent();
    }

    private void publish(List<ProducerRecord<String, byte[]>> shown) {
        if (!shown.isEmpty()) {
            commands.accept(shown);
        }
    }

    /** Made from the chat and the listing alone, the id included, so that a repeat equals the command before. */
    private static ProducerRecord<String, byte[]> command(UUID chatId, Listing listing) {
        ShowListing command = new ShowListing(
                chatId,
                listing.sellerId(),
                listing.productId(),
                listing.shownVersion(),
                listing.state(),
                listing.price(),
                listing.at());
        UUID id = Ids.named(chatId, SHOW + ":" + listing.productId() + ":" + listing.shownVersion());
        Headers headers = new RecordHeaders();
        Envelope.command(headers, id, SHOW, ORIGIN, Envelope.Reply.NONE);
        return new ProducerRecord<>(
                Topics.CHAT_COMMANDS.name(),
                null,
                listing.at().toEpochMilli(),
                chatId.toString(),
                COMMANDS.write(command),
                headers);
    }
}
