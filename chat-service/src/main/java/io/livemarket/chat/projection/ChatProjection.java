package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.projection.Pace;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.UnhurriedWrites;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * Chats and messages for reading. Every step is guarded by the chat's version: what a document has seen is passed over, so
 * that applying the whole log again changes nothing. Messages are written before the chat that counts them.
 */
public final class ChatProjection implements Projection {

    /** Name and version; a new version goes with new collections. */
    public static final String NAME = "chat-service.chats.v1";

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private final MongoCollection<Document> chats;
    private final MessageBuckets buckets;

    public ChatProjection(MongoDatabase database) {
        this.chats = database.getCollection("chats");
        this.buckets = new MessageBuckets(database);
    }

    /** Makes the indexes that lists need. */
    public void createIndexes() {
        chats.createIndex(Indexes.compoundIndex(
                Indexes.ascending(ChatBson.VISIBLE_TO), Indexes.descending(ChatBson.ACTIVE_AT)));
        chats.createIndex(Indexes.compoundIndex(
                Indexes.ascending(ChatBson.MEMBERS), Indexes.descending(ChatBson.ACTIVE_AT)));
        chats.createIndex(Indexes.ascending(ChatBson.PENDING_FOR));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        apply(batch, Pace.HURRIED);
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch, Pace pace) {
        Step step = new Step();
        List<Placed> events = new ArrayList<>(batch.size());
        UnreadableRecordAt unreadable = null;
        for (int i = 0; i < batch.size() && unreadable == null; i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            try {
                Optional<ChatEvent> event = EVENTS.read(record.headers(), record.value());
                List<UUID> withheld = Envelope.withheld(record.headers());
                event.ifPresent(e -> events.add(new Placed(e, withheld, record.partition())));
            } catch (UnreadableRecordException e) {
                unreadable = new UnreadableRecordAt(i, e);
            }
        }
        step.load(events);
        events.forEach(step::apply);
        step.write(new UnhurriedWrites(pace));
        if (unreadable != null) {
            throw unreadable;
        }
    }

    private record Placed(ChatEvent event, List<UUID> withheld, int partition) {}

    /** One batch: documents read together, folded in memory, written together. */
    private final class Step {

        private final Map<UUID, ChatDocument> current = new HashMap<>();
        private final Map<UUID, Long> loadedVersions = new HashMap<>();
        private final Map<UUID, ChatDocument> changed = new LinkedHashMap<>();
        private final MessageBuckets.Changes messages = new MessageBuckets.Changes();

        void load(List<Placed> events) {
            List<String> ids = events.stream().map(placed -> placed.event().chatId().toString()).distinct().toList();
            for (Document document : ids.isEmpty() ? List.<Document>of() : chats.find(Filters.in("_id", ids))) {
                ChatDocument chat = ChatBson.readChat(document);
                current.put(chat.chatId(), chat);
                loadedVersions.put(chat.chatId(), chat.version());
            }
        }

        void apply(Placed placed) {
            ChatEvent event = placed.event();
            ChatDocument chat = current.get(event.chatId());
            if (event instanceof ChatOpened opened) {
                if (chat == null) {
                    put(ChatDocument.of(opened));
                }
                return;
            }
            long version = chat == null ? 0 : chat.version();
            boolean counts = !(event instanceof ChatEvent.ChatHidden);
            if (counts ? event.version() <= version : event.version() < version) {
                return;
            }
            if (chat == null || (counts && event.version() != version + 1)) {
                throw new ReadModelBehind(placed.partition(), "a chat is at version " + version
                        + " when version " + event.version() + " arrives");
            }
            put(chat.apply(event, placed.withheld(), this::countUncounted));
            switch (event) {
                case MessageSent e -> messages.sent(MessageView.of(e), placed.withheld());
                case MessageEdited e -> messages.edited(e, placed.withheld());
                case MessageDeleted e -> messages.deleted(e);
                case ChatOpened _, ChatEvent.MessagesDelivered _, ChatEvent.MessagesRead _, ChatEvent.DealConfirmed _,
                        ChatEvent.DealWithdrawn _, ChatEvent.ChatHidden _ -> { }
            }
        }

        private void put(ChatDocument chat) {
            current.put(chat.chatId(), chat);
            changed.put(chat.chatId(), chat);
        }

        private long countUncounted(UUID chatId, UUID userId, long afterSeq, long upToSeq) {
            if (afterSeq >= upToSeq) {
                return 0;
            }
            buckets.write(messages, new UnhurriedWrites(Pace.HURRIED));
            String user = userId.toString();
            return buckets.documents(chatId, afterSeq + 1, upToSeq,
                    m -> user.equals(m.getString("senderId")) || ChatBson.isWithheld(m, user)).size();
        }

        void write(UnhurriedWrites writes) {
            buckets.write(messages, writes);
            if (changed.isEmpty()) {
                return;
            }
            int expected = 0;
            List<ReplaceOneModel<Document>> replacements = new ArrayList<>(changed.size());
            for (ChatDocument chat : changed.values()) {
                Long loaded = loadedVersions.get(chat.chatId());
                String id = chat.chatId().toString();
                if (loaded == null) {
                    replacements.add(new ReplaceOneModel<>(
                            Filters.eq("_id", id), ChatBson.write(chat), new ReplaceOptions().upsert(true)));
                } else {
                    expected++;
                    replacements.add(new ReplaceOneModel<>(
                            Filters.and(Filters.eq("_id", id), Filters.eq(ChatBson.VERSION, loaded)),
                            ChatBson.write(chat)));
                }
            }
            if (writes.write(chats, replacements) < expected) {
                throw new IllegalStateException("Another instance wrote these chats meanwhile; reading them again");
            }
        }
    }
}
