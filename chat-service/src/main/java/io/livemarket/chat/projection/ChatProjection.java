package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.ListingEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.ThrottledWrites;
import io.livemarket.kit.projection.VersionedModel;
import io.livemarket.kit.projection.WriteThrottle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The projection of {@code chat.events} into the collections {@code chats}, {@code message_buckets} and {@code offers}.
 * A message is stored before the chat whose counts include it. A chat about a listing is stored before the changes of
 * that listing are looked up, so that none is missed ({@link ListingChanges}).
 */
public final class ChatProjection implements VersionedModel<ChatEvent, ChatDocument> {

    /** Name and version of the projection; a new version needs new collections. */
    public static final String NAME = "chat-service.chats.v1";

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    /** The most chats in memory, about 2 KB each. */
    private static final int CHATS_KEPT = 2_048;
    /** The most messages in memory at one time while messages are counted. */
    private static final int COUNTED_AT_ONCE = 1_000;

    private final MongoCollection<Document> chats;
    private final MessageBuckets buckets;
    private final OfferIndex offers;
    private final Consumer<Collection<ChatDocument>> openedAboutListings;

    /**
     * @param openedAboutListings gets the chats about listings that were opened, at least once each, after they are
     *     stored
     */
    public ChatProjection(MongoDatabase database, Consumer<Collection<ChatDocument>> openedAboutListings) {
        this.openedAboutListings = openedAboutListings;
        this.chats = database.getCollection("chats");
        this.buckets = new MessageBuckets(database);
        this.offers = new OfferIndex(database);
    }

    /**
     * Creates the indexes of {@code chats}, for whole and filtered lists, for undelivered messages and for invitations,
     * and of {@code offers}.
     */
    public void createIndexes() {
        chats.createIndex(
                Indexes.compoundIndex(Indexes.ascending(ChatBson.VISIBLE_TO), Indexes.descending(ChatBson.ACTIVE_AT)));
        chats.createIndex(
                Indexes.compoundIndex(Indexes.ascending(ChatBson.MEMBERS), Indexes.descending(ChatBson.ACTIVE_AT)));
        chats.createIndex(Indexes.ascending(ChatBson.PENDING_FOR));
        chats.createIndex(Indexes.ascending(GroupBson.INVITED), new IndexOptions().sparse(true));
        offers.createIndexes();
        chats.createIndex(Indexes.compoundIndex(
                Indexes.ascending(ChatBson.LISTS), Indexes.descending(ChatBson.ACTIVE_AT, "_id")));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public EventCodec<ChatEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return chats;
    }

    @Override
    public ChatDocument read(Document document) {
        return ChatBson.readChat(document);
    }

    @Override
    public Document write(ChatDocument chat) {
        return ChatBson.write(chat);
    }

    @Override
    public int kept() {
        return CHATS_KEPT;
    }

    @Override
    public long versionOf(ChatDocument chat) {
        return chat.version();
    }

    @Override
    public long eventVersion(ChatEvent event) {
        return event.version();
    }

    /** Events that are no change of the chat do not count (decisions 004 and 110). */
    @Override
    public boolean counts(ChatEvent event) {
        return event.counts();
    }

    @Override
    public ChatDocument skip(ChatDocument chat, long version) {
        return chat.skipTo(version);
    }

    @Override
    public Folding begin(BatchContext run) {
        return new Folding(run);
    }

    /** The fold of one batch: its messages are stored before the chats whose counts include them. */
    final class Folding implements Fold<ChatEvent, ChatDocument>, ChatDocument.Uncounted {

        private final BatchContext run;
        private final MessageBuckets.Changes messages = new MessageBuckets.Changes();
        private final List<OfferMade> offersMade = new ArrayList<>(0);
        /** The chats about listings that were opened in the batch, as they are after it. */
        private final Map<UUID, ChatDocument> aboutListings = new HashMap<>(0);

        private Folding(BatchContext run) {
            this.run = run;
        }

        @Override
        public @Nullable ChatDocument apply(
                @Nullable ChatDocument chat, ChatEvent event, ConsumerRecord<String, byte[]> record) {
            if (event instanceof ChatOpened opened) {
                return opened(chat == null ? ChatDocument.of(opened) : chat.skipTo(event.version()));
            }
            if (chat == null) {
                return null; // The chat's ChatOpened is unreadable, and a chat without participants cannot be shown.
            }
            List<UUID> withheld = Envelope.withheld(record.headers());
            ChatDocument next = chat.apply(event, withheld, this);
            switch (event) {
                case MessageSent e -> messages.sent(MessageView.of(e), withheld);
                case MessageEdited e -> messages.edited(e, withheld);
                case MessageDeleted e -> messages.deleted(e);
                case ChatOpened _,
                        ChatEvent.MessagesDelivered _,
                        ChatEvent.MessagesRead _,
                        ChatEvent.DealConfirmed _,
                        ChatEvent.DealWithdrawn _,
                        ChatEvent.ChatHidden _,
                        ChatEvent.ReceiptsAdvanced _,
                        ChatEvent.ChatArranged _,
                        GroupEvent _,
                        ListingEvent _ -> {}
                case OfferEvent e -> offer(e);
            }
            aboutListings.replace(next.chatId(), next);
            return next;
        }

        @Override
        public void passOver(ChatDocument chat, ChatEvent event) {
            if (event instanceof ChatOpened) {
                opened(chat);
            }
        }

        private ChatDocument opened(ChatDocument chat) {
            if (chat.listedProduct().isPresent()) {
                aboutListings.put(chat.chatId(), chat);
            }
            return chat;
        }

        @Override
        public void afterWrite() {
            if (!aboutListings.isEmpty()) {
                openedAboutListings.accept(List.copyOf(aboutListings.values()));
            }
        }

        private void offer(OfferEvent e) {
            messages.offer(e);
            if (e instanceof OfferMade made) {
                offersMade.add(made);
            }
        }

        /**
         * Deletions count by their version, because during a replay the store may hold deletions that follow later in
         * the log.
         */
        @Override
        public long countAfter(UUID chatId, UUID userId, long afterSeq, long upToSeq, long version) {
            String user = userId.toString();
            long count = 0;
            for (long from = afterSeq + 1; from <= upToSeq; from += COUNTED_AT_ONCE) {
                count += stored(
                                chatId,
                                from,
                                Math.min(upToSeq, from + COUNTED_AT_ONCE - 1),
                                m -> ChatBson.isUncounted(m, user, version))
                        .size();
            }
            return count;
        }

        @Override
        public List<String> withheldWhenSent(UUID chatId, long seq) {
            return stored(chatId, seq, seq, _ -> true).stream()
                    .flatMap(m -> ChatBson.withheldWhenSent(m).stream())
                    .toList();
        }

        private List<Document> stored(UUID chatId, long fromSeq, long toSeq, Predicate<Document> filter) {
            if (fromSeq > toSeq) {
                return List.of();
            }
            buckets.write(messages, new ThrottledWrites(WriteThrottle.NONE));
            return buckets.documents(chatId, fromSeq, toSeq, filter);
        }

        @Override
        public void writeFirst() {
            buckets.write(messages, new ThrottledWrites(run));
            offers.write(offersMade, new ThrottledWrites(run));
            offersMade.clear();
        }
    }
}
