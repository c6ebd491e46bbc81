package io.livemarket.chat.projection;

import io.livemarket.chat.projection.ResponseTimes.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A seller's public figure of one day: the median of the partners' medians, as a class. It depends on the answers of
 * the {@value #DAYS} days before that day alone, so that nothing that happens on a day changes the figure of that day;
 * each partner counts once, however often the partner was answered.
 */
final class MedianResponse {

    /** The least number of partners for a figure. */
    static final int FEWEST_PARTNERS = 5;
    /** The newest answers to one partner that count. */
    static final int ANSWERS_OF_A_PARTNER = 5;

    static final int DAYS = 30;

    private final long from;
    private final long to;
    private final Map<UUID, List<Answer>> answers = new HashMap<>();

    /** @param at a time of the day, in UTC */
    MedianResponse(Instant at) {
        Instant day = at.truncatedTo(ChronoUnit.DAYS);
        this.from = day.minus(Duration.ofDays(DAYS)).toEpochMilli();
        this.to = day.toEpochMilli();
    }

    /** The beginning of the days that count. */
    Instant from() {
        return Instant.ofEpochMilli(from);
    }

    /** Adds the answers of one chat with a partner. */
    void add(UUID partner, Collection<Answer> given) {
        for (Answer answer : given) {
            if (answer.at() >= from && answer.at() < to) {
                answers.computeIfAbsent(partner, _ -> new ArrayList<>()).add(answer);
            }
        }
    }

    /** Empty with too few partners. */
    Optional<ResponseClass> figure() {
        return answers.size() < FEWEST_PARTNERS
                ? Optional.empty()
                : Optional.of(ResponseClass.of(median(answers.values().stream().map(MedianResponse::ofPartner))));
    }

    private static long ofPartner(List<Answer> all) {
        return median(all.stream()
                .sorted(Comparator.comparingLong(Answer::at).reversed())
                .limit(ANSWERS_OF_A_PARTNER)
                .map(Answer::took));
    }

    /** The middle value, or the mean of the two middle ones. */
    private static long median(Stream<Long> values) {
        List<Long> sorted = values.sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1) + (sorted.get(middle) - sorted.get(middle - 1)) / 2;
    }
}
