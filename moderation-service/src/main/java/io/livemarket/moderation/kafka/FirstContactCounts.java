package io.livemarket.moderation.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.EnforcementCommand.ApplyContactLimit;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Counts the chats that new accounts open, of the users of one partition, whichever instance of chat-service decided
 * them. Each chat is counted once, in the transaction that moves the feed on. The journal has the times of a user, at
 * most as many as the limit; entries of users without a chat within the hour are deleted as others come.
 */
final class FirstContactCounts {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SWEPT = 4;
    /** More times of a user are never needed. */
    private static final int MOST = 1_000;

    private final Entries<Times> opened;

    /** The times in epoch milliseconds at which one user opened chats, in their order. */
    record Times(List<Long> at) {}

    FirstContactCounts(PartitionState state) {
        this.opened = state.journaled("first-contacts:", ValueCodec.json(Times.class), 0);
    }

    /** The user whose new account opened a chat; empty for any other event. */
    static Optional<String> user(ConsumerRecord<String, byte[]> record) {
        return record.headers().lastHeader(Envelope.FIRST_CONTACTS) == null
                ? Optional.empty()
                : Optional.ofNullable(Envelope.text(record.headers(), Envelope.ACTOR));
    }

    /** Counts a chat of the feed, and returns the limit that is to be enforced if the user reached it. */
    Optional<ApplyContactLimit> count(ConsumerRecord<String, byte[]> record) {
        Optional<UUID> user = user(record).flatMap(Ids::parse);
        return user.isEmpty() ? Optional.empty() : count(user.get(), limit(record.headers()), record.timestamp());
    }

    private static int limit(Headers headers) {
        String text = Envelope.text(headers, Envelope.FIRST_CONTACTS);
        return text == null || !text.matches("[1-9][0-9]{0,3}") ? MOST : Math.min(MOST, Integer.parseInt(text));
    }

    private Optional<ApplyContactLimit> count(UUID user, int limit, long now) {
        long since = now - HOUR.toMillis();
        List<Long> times =
                new ArrayList<>(opened.get(user.toString()).map(Times::at).orElse(List.of()));
        times.removeIf(each -> each <= since);
        times.add(now);
        List<Long> kept = List.copyOf(times.subList(Math.max(0, times.size() - limit), times.size()));
        opened.put(user.toString(), new Times(kept));
        opened.committedKeys(user.toString(), SWEPT).stream()
                .filter(key -> opened.get(key)
                        .filter(old -> old.at().getLast() > since)
                        .isEmpty())
                .forEach(opened::delete);
        return kept.size() < limit
                ? Optional.empty()
                : Optional.of(new ApplyContactLimit(
                        user, Instant.ofEpochMilli(kept.getFirst()).plus(HOUR), Instant.ofEpochMilli(now)));
    }
}
