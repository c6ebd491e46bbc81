package io.livemarket.notification.kafka;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.metrics.NotificationMetrics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Tells each user what of the chats concerns them. Of a message it reads what puts it in its place, not the content. */
final class ChatFanOut extends ContextualProcessor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(ChatFanOut.class);
    private static final EventTypes<ChatEvent> TYPES = EventTypes.of(ChatEvent.class);
    private static final String OPENED = TYPES.nameOf(ChatOpened.class);
    private static final String SENT = TYPES.nameOf(MessageSent.class);
    private static final String DELIVERED = TYPES.nameOf(MessagesDelivered.class);
    private static final String READ = TYPES.nameOf(MessagesRead.class);

    private final NotificationMetrics metrics;
    private ReadOnlyKeyValueStore<String, ?> subscribers;

    private record Sent(UUID chatId, long seq, UUID senderId, Instant createdAt) {}

    ChatFanOut(NotificationMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(org.apache.kafka.streams.processor.api.ProcessorContext<String, byte[]> context) {
        super.init(context);
        subscribers = context.getStateStore(NotificationTopology.SUBSCRIBERS);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        metrics.sawEventOf(record.timestamp(), context().currentSystemTimeMs());
        String type = Envelope.text(record.headers(), Envelope.TYPE);
        try {
            if (SENT.equals(type)) {
                sent(record, Json.read(record.value(), Sent.class));
            } else if (READ.equals(type)) {
                MessagesRead e = Json.read(record.value(), MessagesRead.class);
                tell(record, e.userId(), new Fact.Read(e.chatId(), e.upToSeq(), e.at()));
            } else if (DELIVERED.equals(type)) {
                delivered(record, Json.read(record.value(), MessagesDelivered.class));
            } else if (OPENED.equals(type)) {
                opened(record, Json.read(record.value(), ChatOpened.class));
            }
        } catch (JacksonException | UnreadableRecordException | NullPointerException e) {
            log.error("A {} that nobody can read goes to the dead letters: {}", type, e.getClass().getSimpleName());
            context().forward(record, NotificationTopology.DEAD_LETTERS);
        }
    }

    private void sent(Record<String, byte[]> record, Sent sent) {
        List<UUID> audience = Envelope.audience(record.headers());
        for (UUID user : audience) {
            if (!user.equals(sent.senderId())) {
                boolean first = sent.seq() == 1 && sent.chatId().equals(Ids.privateChat(user, sent.senderId()));
                tell(record, user,
                        new Fact.Message(sent.chatId(), sent.seq(), sent.senderId(), first, sent.createdAt()));
            }
        }
    }

    /** Deliveries matter to pushes alone, and most users have no device to push to. */
    private void delivered(Record<String, byte[]> record, MessagesDelivered e) {
        if (subscribers.get(e.userId().toString()) != null) {
            tell(record, e.userId(), new Fact.Delivered(e.chatId(), e.upToSeq()));
        }
    }

    private void opened(Record<String, byte[]> record, ChatOpened e) {
        for (UUID user : e.participants()) {
            boolean invited = e.type() == ChatType.GROUP && !user.equals(e.createdBy());
            tell(record, user, new Fact.Joined(e.chatId(), invited ? e.createdBy() : null, e.createdAt()));
        }
    }

    private void tell(Record<String, byte[]> cause, UUID user, Fact fact) {
        context().forward(FactRecords.of(user, fact, cause.timestamp()), NotificationTopology.FACTS);
    }
}
