package io.livemarket.presence.kafka;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.presence.TypingNotice;
import io.livemarket.events.presence.TypingNotice.TypingShown;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on that a participant types, to those participants who may see it; drops everything else. */
final class TypingProcessor extends ContextualProcessor<String, byte[], String, byte[]> {

    /** Typing of longer ago has expired by itself. */
    static final Duration GOOD_FOR = Duration.ofSeconds(6);

    private static final Logger log = LoggerFactory.getLogger(TypingProcessor.class);
    private static final String SOURCE = "/presence-service";
    private static final EventCodec<TypingSignal> SIGNALS = EventCodec.of(TypingSignal.class);
    private static final EventCodec<TypingNotice> NOTICES = EventCodec.of(TypingNotice.class);

    private final BlockList blocks;
    private final PresenceMetrics metrics;

    TypingProcessor(BlockList blocks, PresenceMetrics metrics) {
        this.blocks = blocks;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            SIGNALS.read(record.headers(), record.value()).ifPresent(signal -> {
                switch (signal) {
                    case TypingSignalled typing -> metrics.typing(pass(typing, record.key()));
                }
            });
        } catch (UnreadableRecordException e) {
            log.error("Typing that nobody can read is dropped: {}", e.getMessage());
        }
    }

    private boolean pass(TypingSignalled signal, String key) {
        long age = context().currentSystemTimeMs() - signal.at().toEpochMilli();
        if (age > GOOD_FOR.toMillis() || !signal.chatId().toString().equals(key)) {
            return false;
        }
        ReadOnlyKeyValueStore<String, byte[]> members = context().getStateStore(CompanyTopology.MEMBERS);
        List<UUID> all = People.read(members.get(key));
        if (!all.contains(signal.userId())) {
            return false;
        }
        List<UUID> audience = all.stream()
                .filter(other -> !other.equals(signal.userId()) && !blocks.between(signal.userId(), other)).toList();
        if (audience.isEmpty()) {
            return false;
        }
        TypingShown notice = new TypingShown(signal.chatId(), signal.userId(), signal.typing(), signal.at());
        Headers headers = Envelope.describe(new RecordHeaders(),
                signal.chatId() + "-" + signal.userId() + "-" + signal.at().toEpochMilli(),
                NOTICES.types().nameOf(notice), SOURCE, signal.at(), signal.chatId());
        Envelope.audience(headers, audience);
        context().forward(new Record<>(key, NOTICES.write(notice), signal.at().toEpochMilli(), headers),
                CompanyTopology.TYPING);
        return true;
    }
}
