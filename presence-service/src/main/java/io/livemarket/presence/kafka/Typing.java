package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.TypingNotice;
import io.livemarket.events.presence.TypingNotice.TypingShown;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Which participants see that another one types; everything else is dropped. */
final class Typing {

    /** Typing of longer ago has expired by itself. */
    static final Duration GOOD_FOR = Duration.ofSeconds(6);

    private static final String SOURCE = "/presence-service";
    private static final EventCodec<TypingSignal> SIGNALS = EventCodec.of(TypingSignal.class);
    private static final EventCodec<TypingNotice> NOTICES = EventCodec.of(TypingNotice.class);

    private final Company company;
    private final BlockList blocks;

    Typing(Company company, BlockList blocks) {
        this.company = company;
        this.blocks = blocks;
    }

    /**
     * What is to be shown of a signal; empty for one of a stranger, of long ago, or that no participant may see.
     *
     * @throws io.livemarket.events.kafka.UnreadableRecordException when it cannot be read
     */
    Optional<ProducerRecord<String, byte[]>> notice(ConsumerRecord<String, byte[]> record, long nowMillis) {
        return SIGNALS.read(record.headers(), record.value()).flatMap(signal -> switch (signal) {
            case TypingSignalled typing
            when typing.chatId().toString().equals(record.key())
                    && nowMillis - typing.at().toEpochMilli() <= GOOD_FOR.toMillis() -> notice(typing);
            case TypingSignalled _ -> Optional.empty();
        });
    }

    private Optional<ProducerRecord<String, byte[]>> notice(TypingSignalled signal) {
        List<UUID> participants = company.participantsOf(signal.chatId());
        if (!participants.contains(signal.userId())) {
            return Optional.empty();
        }
        List<UUID> audience = participants.stream()
                .filter(other -> !other.equals(signal.userId()) && !blocks.between(signal.userId(), other))
                .toList();
        if (audience.isEmpty()) {
            return Optional.empty();
        }
        TypingShown notice = new TypingShown(signal.chatId(), signal.userId(), signal.typing(), signal.at());
        Headers headers = Envelope.describe(
                new RecordHeaders(),
                signal.chatId() + "-" + signal.userId() + "-" + signal.at().toEpochMilli(),
                NOTICES.types().nameOf(notice),
                SOURCE,
                signal.at(),
                signal.chatId());
        Envelope.audience(headers, audience);
        return Optional.of(new ProducerRecord<>(
                Topics.PRESENCE_TYPING.name(),
                null,
                signal.at().toEpochMilli(),
                signal.chatId().toString(),
                NOTICES.write(notice),
                headers));
    }
}
