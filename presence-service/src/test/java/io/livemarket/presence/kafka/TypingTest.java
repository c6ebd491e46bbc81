package io.livemarket.presence.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.PartnerFact.PartnersMet;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The participants of chats from the partners' topic, and the audience of their typing. */
class TypingTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventCodec<TypingSignal> SIGNALS = EventCodec.of(TypingSignal.class);

    private final UUID chat = UUID.randomUUID();
    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();
    private final UUID carla = UUID.randomUUID();
    private final ChatPartners chatPartners = new ChatPartners();
    private final BlockList blocks = new BlockList();
    private final Typing typing = new Typing(chatPartners, blocks);

    @Test
    void theOtherParticipantsSeeIt() {
        chatPartners.apply(new PartnersMet(bea, chat, List.of(ana, carla), NOW));
        assertThat(shown(chat, ana, NOW)).containsExactlyInAnyOrder(bea, carla);
        assertThat(shown(chat, bea, NOW)).containsExactlyInAnyOrder(ana, carla);
    }

    @Test
    void strangersUnknownChatsAndOldSignalsAreDropped() {
        chatPartners.apply(new PartnersMet(bea, chat, List.of(ana), NOW));
        assertThat(shown(chat, carla, NOW)).isEmpty();
        assertThat(shown(UUID.randomUUID(), ana, NOW)).isEmpty();
        assertThat(shown(chat, ana, NOW.minus(Typing.GOOD_FOR).minusMillis(1))).isEmpty();
        assertThat(shown(chat, ana, NOW.minus(Typing.GOOD_FOR))).containsExactly(bea);
    }

    @Test
    void aBlockHidesBothFromEachOther() {
        chatPartners.apply(new PartnersMet(bea, chat, List.of(ana, carla), NOW));
        blocks.apply(new Blocked(carla, ana));
        assertThat(shown(chat, ana, NOW)).containsExactly(bea);
        assertThat(shown(chat, carla, NOW)).containsExactly(bea);
    }

    @Test
    void ofVeryManyPartnersTheLatestAreKept() {
        List<UUID> met = IntStream.range(0, ChatPartners.MOST_PARTNERS + 10)
                .mapToObj(_ -> UUID.randomUUID())
                .toList();
        met.forEach(partner -> chatPartners.apply(new PartnersMet(ana, UUID.randomUUID(), List.of(partner), NOW)));
        chatPartners.apply(
                new PartnersMet(ana, UUID.randomUUID(), List.of(met.getLast()), NOW.plus(Duration.ofDays(1))));
        assertThat(chatPartners.partnersOf(ana)).isEqualTo(met.subList(10, met.size()));
    }

    private List<UUID> shown(UUID chatId, UUID user, Instant at) {
        TypingSignalled signal = new TypingSignalled(chatId, user, true, at);
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(Topics.PRESENCE_SIGNALS.name(), 0, 0, chatId.toString(), SIGNALS.write(signal));
        Envelope.put(record.headers(), Envelope.TYPE, SIGNALS.types().nameOf(signal));
        Optional<ProducerRecord<String, byte[]>> notice = typing.notice(record, NOW.toEpochMilli());
        return notice.map(shown -> Envelope.audience(shown.headers())).orElse(List.of());
    }
}
