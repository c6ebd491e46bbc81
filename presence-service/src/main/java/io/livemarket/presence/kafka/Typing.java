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

/** Makes notices of typing for the participants of a chat who may see it; drops all other signals. */
final class Typing {

    /** The age from which a signal is dropped: clients have ended the typing by themselves. */
    static final Duration GOOD_FOR = Duration.ofSeconds(6);

    private static final String SOURCE = "/presence-service";
    private static final EventCodec<TypingSignal> SIGNALS = EventCodec.of(TypingSignal.class);
    private static final EventCodec<TypingNotice> NOTICES = EventCodec.of(TypingNotice.class);

    private final ChatPartners chatPartners;
    private final BlockList blocks;

    Typing(ChatPartners chatPartners, BlockList blocks) {
        this.chatPartners = chatPartners;
        this.blocks = blocks;
    }

    /**
     * The notice of a signal; empty for a user who is not in the chat, for an old signal, and where no participant may
     * see it.
     *
     * @throws io.livemarket.events.kafka.UnreadableRecordException when the signal cannot be read
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
        List<UUID> participants = chatPartners.participantsOf(signal.chatId());
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
