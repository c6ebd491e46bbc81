package io.livemarket.chat.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the seller of a chat answers its buyer: the buyer's first message without an answer, and the seller's newest
 * answers. One answer counts for each day in UTC, the first, so that a conversation under way does not outweigh the
 * waits before it, and the answers before a day stay known while it lasts.
 *
 * @param question absent while the buyer waits for no answer
 * @param answers at most {@value #MOST}, the oldest first, each of a day of its own
 */
record ResponseTimes(@Nullable Question question, List<Answer> answers) {

    /** The answers that are stored: those that count for the figure of a day, and the one of that day itself. */
    static final int MOST = MedianResponse.ANSWERS_OF_A_PARTNER + 1;

    static final ResponseTimes NONE = new ResponseTimes(null, List.of());

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** The buyer's first message without an answer, sent at a time in milliseconds since 1970. */
    record Question(long seq, long at) {}

    /** The seller's answer at a time in milliseconds since 1970, after so many milliseconds. */
    record Answer(long at, long took) {}

    boolean isEmpty() {
        return question == null && answers.isEmpty();
    }

    /** After a message of the buyer that the seller gets. */
    ResponseTimes asked(long seq, Instant at) {
        return question == null ? new ResponseTimes(new Question(seq, at.toEpochMilli()), answers) : this;
    }

    /** After a message of the seller that the buyer gets, or the seller's answer to an offer. */
    ResponseTimes answered(Instant at) {
        if (question == null) {
            return this;
        }
        long now = at.toEpochMilli();
        return new ResponseTimes(
                null, isOfTheDayOfTheNewest(now) ? answers : with(new Answer(now, now - question.at())));
    }

    private boolean isOfTheDayOfTheNewest(long at) {
        return !answers.isEmpty() && answers.getLast().at() / DAY == at / DAY;
    }

    private List<Answer> with(Answer answer) {
        List<Answer> all = new ArrayList<>(answers);
        all.add(answer);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** After a message of the seller that the buyer does not get: the wait ends, and counts for nothing. */
    ResponseTimes unasked() {
        return question == null ? this : new ResponseTimes(null, answers);
    }
}
