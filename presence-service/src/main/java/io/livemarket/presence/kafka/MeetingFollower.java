package io.livemarket.presence.kafka;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes for each participant of a chat that was opened whom the participant met. Skips every other event of a chat unread; keeps nothing. */
final class MeetingFollower implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(MeetingFollower.class);
    private static final String SOURCE = "/presence-service";
    private static final String OPENED = EventTypes.of(ChatEvent.class).nameOf(ChatOpened.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        if (!OPENED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
            return;
        }
        try {
            CHATS.read(record.headers(), record.value()).ifPresent(event -> opened((ChatOpened) event, outputs));
        } catch (UnreadableRecordException e) {
            log.error("An unreadable chat event is passed over, and its participants do not see each other: {}",
                    e.getMessage());
        }
    }

    private static void opened(ChatOpened chat, Outputs outputs) {
        for (UUID user : chat.participants()) {
            List<UUID> others = chat.participants().stream().filter(other -> !other.equals(user)).toList();
            met(new PartnersMet(user, chat.chatId(), others, chat.createdAt()), outputs);
        }
    }

    private static void met(PartnersMet fact, Outputs outputs) {
        String user = fact.userId().toString();
        Headers headers = Envelope.describe(new RecordHeaders(), fact.chatId() + "-" + user,
                FACTS.types().nameOf(fact), SOURCE, fact.at(), fact.userId());
        outputs.commit(new ProducerRecord<>(Topics.PRESENCE_PARTNERS.name(), null, fact.at().toEpochMilli(), user,
                FACTS.write(fact), headers));
    }
}
