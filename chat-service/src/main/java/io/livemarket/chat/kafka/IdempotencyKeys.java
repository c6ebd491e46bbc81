package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.ChatLookups.FirstAnswer;
import io.livemarket.chat.domain.FirstAnswers;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The idempotency keys of a partition's messages. Each key is kept for ever, as 96 bits of its hash with the day of its
 * message; the first answer to it is kept for a number of days (decision 102). The current day comes from the
 * partition's messages, never from a clock, so that every fold of the events keeps and deletes the same answers.
 */
final class IdempotencyKeys {

    private static final int HASH_BYTES = 12;
    private static final int DAY_DIGITS = 10;
    /**
     * The number of new digests after which the {@value #SWEPT_AT_ONCE} oldest ones are examined; half of that number,
     * so that a backlog of expired digests shrinks.
     */
    private static final int SWEPT_EVERY = 32;

    private static final int SWEPT_AT_ONCE = 64;
    private static final String TODAY = "";
    private static final long MILLIS_OF_A_DAY = Duration.ofDays(1).toMillis();
    private static final ValueCodec<Integer> DAY = new ValueCodec<>(
            day -> ByteBuffer.allocate(Integer.BYTES).putInt(day).array(),
            bytes -> ByteBuffer.wrap(bytes).getInt());

    private final Entries<Integer> used;
    private final Entries<FirstAnswer> answers;
    private final Entries<Integer> today;
    private final Entries<String> digests;
    private final int days;
    private int digestsKept;

    /** @param kept the retention of a first answer, in whole days */
    IdempotencyKeys(PartitionState state, Duration kept) {
        this.used = state.derived("used:", DAY, 0);
        this.answers = state.derived("answer:", ValueCodec.json(FirstAnswer.class), 0);
        this.today = state.derived("today:", DAY, 1);
        this.digests = state.journaled("digest:", ValueCodec.TEXT, 0);
        this.days = Math.toIntExact(kept.toDays());
    }

    /**
     * Stages the first answer to a message's key, and the deletion of the answers that have expired by the message's
     * day.
     */
    void keep(MessageSent sent) {
        int day = dayOf(sent.createdAt());
        pass(day);
        String clientKey = sent.clientMessageId();
        if (clientKey != null) {
            String key = key(sent.chatId(), sent.senderId(), clientKey);
            used.put(hash(key), day);
            answers.put(dated(day) + key, FirstAnswers.of(sent));
        }
    }

    /**
     * Advances the partition's day at a message of a later day, by one day at most, so that a single message with a
     * wrong clock deletes no answer that would not expire on the next day.
     */
    private void pass(int day) {
        Optional<Integer> before = today.get(TODAY);
        int now = before.map(known -> Math.min(day, known + 1)).orElse(day);
        if (before.isPresent() && now == before.get()) {
            return;
        }
        today.put(TODAY, now);
        answers.deleteBelow(dated(now - days));
    }

    /** Whether the sender has ever used the key in this chat. */
    boolean isUsed(UUID chatId, UUID senderId, String key) {
        return used.get(hash(key(chatId, senderId, key))).isPresent();
    }

    /** The first answer to a key; empty for a key that was never used, and once the answer has expired. */
    Optional<FirstAnswer> firstAnswer(UUID chatId, UUID senderId, String clientKey) {
        String key = key(chatId, senderId, clientKey);
        return used.get(hash(key))
                .filter(this::isKept)
                .flatMap(day -> answers.get(dated(day) + key))
                .map(answer -> answer.digest() != null
                        ? answer
                        : answer.withDigest(
                                digests.get(answer.messageId().toString()).orElse("")));
    }

    private boolean isKept(int day) {
        return day >= today.get(TODAY).orElse(day) - days;
    }

    /**
     * Stages the digest of a request with masked words. Every {@value #SWEPT_EVERY}th call also deletes digests of
     * expired answers.
     */
    void keepDigest(UUID messageId, String digest) {
        digests.put(messageId.toString(), digest);
        if (++digestsKept % SWEPT_EVERY == 0) {
            digests.committedKeys("", SWEPT_AT_ONCE).stream()
                    .filter(id -> isOld(UUID.fromString(id)))
                    .forEach(digests::delete);
        }
    }

    /**
     * Whether the answer to a message has expired, by the time in the message's id. One day is added, because a message
     * may be decided on the day after its id was made.
     */
    private boolean isOld(UUID messageId) {
        return Ids.timeOf(messageId).stream().anyMatch(time -> !isKept(dayOf(Instant.ofEpochMilli(time)) + 1));
    }

    /** Stages a digest from the state of version 0.1.0 or earlier. */
    void restoreDigest(UUID messageId, String digest) {
        digests.put(messageId.toString(), digest);
    }

    private static int dayOf(Instant time) {
        return (int) Math.floorDiv(time.toEpochMilli(), MILLIS_OF_A_DAY);
    }

    /** The prefix of a day's keys, which sorts by day; days before 1970 share the prefix of the first day of 1970. */
    private static String dated(int day) {
        String number = Integer.toString(Math.max(0, day));
        return "0".repeat(DAY_DIGITS - number.length()) + number + ':';
    }

    private static String key(UUID chatId, UUID senderId, String key) {
        return chatId + ":" + senderId + ":" + key;
    }

    private static String hash(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
