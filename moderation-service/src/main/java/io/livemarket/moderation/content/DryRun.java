package io.livemarket.moderation.content;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.evidence.EventLog;
import io.livemarket.moderation.evidence.EventLog.Bounds;
import io.livemarket.moderation.evidence.EventLog.End;
import io.livemarket.moderation.evidence.EventLog.Next;
import io.livemarket.rules.ContentMatcher;
import io.livemarket.rules.ContentRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what a rule would have found in the messages of the last days, as they were when they were sent. */
public final class DryRun {

    private static final Bounds BOUNDS = new Bounds(1_000_000, Duration.ofSeconds(10));
    private static final int SAMPLES = 20;
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private final EventLog events;
    private final Semaphore turn = new Semaphore(1);

    public DryRun(EventLog events) {
        this.events = events;
    }

    /**
     * @param messages how many were looked at
     * @param hits     in how many the rule was found
     * @param complete whether all messages of that time were looked at, and not only as many as a run may cost
     * @param samples  some of those it was found in, the oldest first
     */
    public record Report(long messages, long hits, boolean complete, List<Sample> samples) {}

    /** A message that the rule was found in. */
    public record Sample(UUID chatId, UUID messageId, UUID senderId, String content, Instant createdAt) {}

    /**
     * Runs a rule over the log.
     *
     * @throws ApiException {@code rate_limited} while another run is going on
     */
    public Report run(ContentRule rule, Instant from) {
        if (!turn.tryAcquire()) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, BOUNDS.time().toMillis());
        }
        try {
            ContentMatcher matcher = ContentMatcher.of(List.of(rule));
            List<Sample> samples = new ArrayList<>();
            long[] messages = new long[1];
            long[] hits = new long[1];
            End end = events.read(from, BOUNDS, record -> {
                sent(record).ifPresent(message -> {
                    messages[0]++;
                    if (!matcher.check(message.content()).isClean()) {
                        hits[0]++;
                        if (samples.size() < SAMPLES) {
                            samples.add(new Sample(message.chatId(), message.id(), message.senderId(), message.content(),
                                    message.createdAt()));
                        }
                    }
                });
                return Next.GO_ON;
            });
            return new Report(messages[0], hits[0], end == End.LOG, List.copyOf(samples));
        } finally {
            turn.release();
        }
    }

    private static Optional<MessageSent> sent(ConsumerRecord<String, byte[]> record) {
        try {
            return EVENTS.read(record.headers(), record.value())
                    .filter(MessageSent.class::isInstance).map(MessageSent.class::cast);
        } catch (UnreadableRecordException e) {
            return Optional.empty(); // In it no rule could be found.
        }
    }
}
