package io.livemarket.presence.kafka;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps who is in a chat that was opened, and says whom each of them met by it. Every other event of a chat is skipped unread. */
final class MeetingProcessor extends ContextualProcessor<String, byte[], String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(MeetingProcessor.class);
    private static final String SOURCE = "/presence-service";
    private static final String OPENED = EventTypes.of(ChatEvent.class).nameOf(ChatOpened.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    @Override
    public void process(Record<String, byte[]> record) {
        if (!OPENED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
            return;
        }
        try {
            CHATS.read(record.headers(), record.value()).ifPresent(event -> opened((ChatOpened) event));
        } catch (UnreadableRecordException e) {
            log.error("A chat that nobody can read is passed over: {}", e.getMessage());
        }
    }

    private void opened(ChatOpened chat) {
        KeyValueStore<String, byte[]> members = context().getStateStore(CompanyTopology.MEMBERS);
        members.put(chat.chatId().toString(), People.write(chat.participants()));
        for (UUID user : chat.participants()) {
            List<UUID> others = chat.participants().stream().filter(other -> !other.equals(user)).toList();
            met(new PartnersMet(user, chat.chatId(), others, chat.createdAt()));
        }
    }

    private void met(PartnersMet fact) {
        String user = fact.userId().toString();
        Headers headers = Envelope.describe(new RecordHeaders(), fact.chatId() + "-" + user,
                FACTS.types().nameOf(fact), SOURCE, fact.at(), fact.userId());
        context().forward(new Record<>(user, FACTS.write(fact), fact.at().toEpochMilli(), headers),
                CompanyTopology.PARTNERS);
    }
}
