package io.livemarket.moderation.content;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.domain.RuleReach;
import io.livemarket.moderation.evidence.EventLog.Bounds;
import io.livemarket.moderation.evidence.EventLog.End;
import io.livemarket.rules.ContentMatcher;
import io.livemarket.rules.ContentRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the messages of the last days, with their content when they were sent, in which a rule would have been found.
 */
public final class DryRun {

    private static final Bounds BOUNDS = new Bounds(1_000_000, Duration.ofSeconds(10));
    /** The bounds for the reach of a rule that a moderator defines: the moderator waits for the response. */
    private static final Bounds REACH_BOUNDS = new Bounds(1_000_000, Duration.ofSeconds(5));

    private static final Duration REACH_OF = Duration.ofDays(1);
    /** The fewest messages that give a reliable share when a run ended at its bounds. */
    private static final long MIN_MESSAGES = 1_000;

    private static final int SAMPLES = 20;
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private final Log events;
    private final Semaphore turn = new Semaphore(1);

    /** Reads the event log from its end back to a time, within bounds; the production one is {@link EventLog}. */
    @FunctionalInterface
    public interface Log {
        End readNewestFirst(Instant from, Bounds bounds, Consumer<ConsumerRecord<String, byte[]>> reader);
    }

    public DryRun(Log events) {
        this.events = events;
    }

    /**
     * The result of a run.
     *
     * @param messages the number of messages that were checked
     * @param hits the number of checked messages in which the rule was found
     * @param complete whether all messages of the time were checked; false when the run ended at its bounds
     * @param samples some messages in which the rule was found, the oldest first
     */
    public record Report(long messages, long hits, boolean complete, List<Sample> samples) {}

    /** A message in which the rule was found. */
    public record Sample(UUID chatId, UUID messageId, UUID senderId, String content, Instant createdAt) {}

    /**
     * Runs a rule over the log, from the newest message back.
     *
     * @throws ApiException {@code rate_limited} while another run continues
     */
    public Report run(ContentRule rule, Instant from) {
        if (!turn.tryAcquire()) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, BOUNDS.time().toMillis());
        }
        return inTurn(rule, from, BOUNDS);
    }

    /**
     * The reach of a rule in the messages of the day before a time.
     *
     * @throws ApiException {@code rate_limited} while other runs continue, {@code unavailable} when too few messages
     *     could be checked in time
     */
    public RuleReach reach(ContentRule rule, Instant until) {
        if (!awaitTurn()) {
            throw ApiException.retryAfter(
                    ErrorCode.RATE_LIMITED, REACH_BOUNDS.time().toMillis());
        }
        Report report = inTurn(rule, until.minus(REACH_OF), REACH_BOUNDS);
        if (!report.complete() && report.messages() < MIN_MESSAGES) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "Too few messages could be looked at");
        }
        return new RuleReach(report.messages(), report.hits());
    }

    private boolean awaitTurn() {
        try {
            return turn.tryAcquire(REACH_BOUNDS.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Report inTurn(ContentRule rule, Instant from, Bounds bounds) {
        try {
            ContentMatcher matcher = ContentMatcher.of(List.of(rule));
            Findings findings = new Findings();
            End end = events.readNewestFirst(
                    from,
                    bounds,
                    record -> sent(record)
                            .ifPresent(message -> findings.add(
                                    message, !matcher.check(message.content()).isClean())));
            return findings.report(end == End.END_OF_LOG);
        } finally {
            turn.release();
        }
    }

    /** The findings of a run so far. */
    private static final class Findings {

        private final List<Sample> samples = new ArrayList<>();
        private long messages;
        private long hits;

        void add(MessageSent message, boolean hit) {
            messages++;
            if (hit) {
                hits++;
                if (samples.size() < SAMPLES) {
                    samples.add(new Sample(
                            message.chatId(),
                            message.id(),
                            message.senderId(),
                            message.content(),
                            message.createdAt()));
                }
            }
        }

        Report report(boolean complete) {
            return new Report(
                    messages,
                    hits,
                    complete,
                    samples.stream()
                            .sorted(Comparator.comparing(Sample::createdAt))
                            .toList());
        }
    }

    private static Optional<MessageSent> sent(ConsumerRecord<String, byte[]> record) {
        try {
            return EVENTS.read(record.headers(), record.value())
                    .filter(MessageSent.class::isInstance)
                    .map(MessageSent.class::cast);
        } catch (UnreadableRecordException e) {
            return Optional.empty(); // An unreadable event has no content in which a rule could be found.
        }
    }
}
