package io.livemarket.presence.projection;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PartnerFact;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.kit.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes to {@code presence.partners} the users whom each participant of an opened chat met, at least once: a
 * repeated fact changes nothing in the topic's consumers. A fact that this instance has read is not published again.
 * Skips all other events of chats without parsing them; has no documents.
 */
public final class MeetingsProjection implements Projection {

    private static final String SOURCE = "/presence-service";
    private static final String OPENED = EventTypes.of(ChatEvent.class).nameOf(ChatOpened.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final EventCodec<PartnerFact> FACTS = EventCodec.of(PartnerFact.class);

    private final Predicate<PartnersMet> known;
    private final Consumer<List<ProducerRecord<String, byte[]>>> facts;

    /**
     * @param known whether the log certainly has a fact
     * @param facts publishes facts; returns when all of them are in the log, and throws when they may not be
     */
    public MeetingsProjection(Predicate<PartnersMet> known, Consumer<List<ProducerRecord<String, byte[]>>> facts) {
        this.known = known;
        this.facts = facts;
    }

    @Override
    public String name() {
        return "presence-service.meetings.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<ProducerRecord<String, byte[]>> met = new ArrayList<>();
        Projection.readEach(
                batch,
                record -> {
                    if (OPENED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
                        CHATS.read(record.headers(), record.value())
                                .ifPresent(event -> opened((ChatOpened) event, met));
                    }
                },
                () -> {
                    if (!met.isEmpty()) {
                        facts.accept(met);
                    }
                });
    }

    private void opened(ChatOpened chat, List<ProducerRecord<String, byte[]>> met) {
        for (UUID user : chat.participants()) {
            List<UUID> others = chat.participants().stream()
                    .filter(other -> !other.equals(user))
                    .toList();
            PartnersMet fact = new PartnersMet(user, chat.chatId(), others, chat.createdAt());
            if (!known.test(fact)) {
                met.add(record(fact));
            }
        }
    }

    private static ProducerRecord<String, byte[]> record(PartnersMet fact) {
        String user = fact.userId().toString();
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                fact.chatId() + "-" + user,
                FACTS.types().nameOf(fact),
                SOURCE,
                fact.at(),
                fact.userId());
        return new ProducerRecord<>(
                Topics.PRESENCE_PARTNERS.name(), null, fact.at().toEpochMilli(), user, FACTS.write(fact), headers);
    }
}
