package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.FirstAnswers;
import io.livemarket.chat.domain.Known.Answered;
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
 * The idempotency keys of a partition's messages: each key for good, as 96 bits of its hash with the day of its
 * message; the first answer to it for some days (decision 102). Days are those of the partition's messages, never a
 * clock's, so that every fold of the events keeps and drops the same answers.
 */
final class KeptAnswers {

    private static final int HASH_BYTES = 12;
    private static final int DAY_DIGITS = 10;
    /**
     * For so many new digests {@value #SWEPT_AT_ONCE} of the oldest are examined: twice as many, so that a backlog of
     * due digests shrinks.
     */
    private static final int SWEPT_EVERY = 32;

    private static final int SWEPT_AT_ONCE = 64;
    private static final String TODAY = "";
    private static final long MILLIS_OF_A_DAY = Duration.ofDays(1).toMillis();
    private static final ValueCodec<Integer> DAY = new ValueCodec<>(
            day -> ByteBuffer.allocate(Integer.BYTES).putInt(day).array(),
            bytes -> ByteBuffer.wrap(bytes).getInt());

    private final Entries<Integer> used;
    private final Entries<Answered> answers;
    private final Entries<Integer> today;
    private final Entries<String> digests;
    private final int days;
    private int digestsKept;

    /** @param kept how long a first answer is kept, in whole days */
    KeptAnswers(PartitionState state, Duration kept) {
        this.used = state.derived("used:", DAY, 0);
        this.answers = state.derived("answer:", ValueCodec.json(Answered.class), 0);
        this.today = state.derived("today:", DAY, 1);
        this.digests = state.journaled("digest:", ValueCodec.TEXT, 0);
        this.days = Math.toIntExact(kept.toDays());
    }

    /** Stages the first answer to a message's key, and deletes the answers that are too old on the message's day. */
    void keep(MessageSent sent) {
        int day = dayOf(sent.createdAt());
        pass(day);
        FirstAnswers.of(sent).ifPresent(answer -> {
            String key = key(sent.chatId(), sent.senderId(), sent.clientMessageId());
            used.put(hash(key), day);
            answers.put(dated(day) + key, answer);
        });
    }

    /**
     * Moves the partition's day on at a message of a later day, by one day at most: a single message of a wrong clock
     * deletes no answer that is not due on the next day.
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

    /** Whether a sender has used the key in the chat, however long ago. */
    boolean isUsed(UUID chatId, UUID senderId, String key) {
        return used.get(hash(key(chatId, senderId, key))).isPresent();
    }

    /** The first answer to a key; empty for a key that was not used, and for a key whose answer is no longer kept. */
    Optional<Answered> answered(UUID chatId, UUID senderId, String clientKey) {
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
     * Keeps the digest of a request with masked words. Every {@value #SWEPT_EVERY}th call deletes old digests, of
     * answers that are no longer kept.
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
     * Whether the answer to a message is no longer kept, by the time in the message's id. A message may be decided on
     * the day after its id was made.
     */
    private boolean isOld(UUID messageId) {
        return Ids.timeOf(messageId).stream().anyMatch(time -> !isKept(dayOf(Instant.ofEpochMilli(time)) + 1));
    }

    /** Keeps a digest that an earlier version had kept. */
    void restoreDigest(UUID messageId, String digest) {
        digests.put(messageId.toString(), digest);
    }

    private static int dayOf(Instant time) {
        return (int) Math.floorDiv(time.toEpochMilli(), MILLIS_OF_A_DAY);
    }

    /**
     * The beginning of the keys of a day, in the order of days; a day before 1970 has that of the first day of 1970.
     */
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
