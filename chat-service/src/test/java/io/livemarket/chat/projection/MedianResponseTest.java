package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.projection.ResponseTimes.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public figure, and the facts that it must not disclose. */
class MedianResponseTest {

    private static final Instant TODAY = Instant.parse("2026-03-10T00:00:00Z");
    private static final Instant NOON = TODAY.plus(Duration.ofHours(12));
    private static final Instant YESTERDAY = TODAY.minus(Duration.ofHours(10));

    private final MedianResponse median = new MedianResponse(NOON);

    private void partners(Duration... took) {
        Stream.of(took).forEach(each -> median.add(UUID.randomUUID(), List.of(answer(YESTERDAY, each))));
    }

    private static Answer answer(Instant at, Duration took) {
        return new Answer(at.toEpochMilli(), took.toMillis());
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Test
    void fewPartnersHaveNoFigure() {
        assertThat(median.figure()).isEmpty();
        partners(minutes(1), minutes(1), minutes(1), minutes(1));
        assertThat(median.figure()).isEmpty();
        partners(minutes(1));
        assertThat(median.figure()).contains(ResponseClass.FIVE_MINUTES);
    }

    @Test
    void manyAnswersToOnePartnerMakeNoFigure() {
        UUID one = UUID.randomUUID();
        IntStream.range(0, 20)
                .forEach(day -> median.add(one, List.of(answer(YESTERDAY.minus(Duration.ofDays(day)), minutes(1)))));
        partners(minutes(1), minutes(1), minutes(1));
        assertThat(median.figure()).isEmpty();
    }

    @Test
    void eachPartnerCountsOnceHoweverOftenAnswered() {
        UUID regular = UUID.randomUUID();
        IntStream.range(0, 5)
                .forEach(day ->
                        median.add(regular, List.of(answer(YESTERDAY.minus(Duration.ofDays(day)), minutes(1)))));
        partners(minutes(120), minutes(120), minutes(120), minutes(120));
        assertThat(median.figure()).contains(ResponseClass.THREE_HOURS);
    }

    @Test
    void theNewestFiveAnswersToAPartnerCount() {
        partners(minutes(1), minutes(1), minutes(600), minutes(600));
        UUID partner = UUID.randomUUID();
        IntStream.range(0, 10)
                .forEach(day -> median.add(
                        partner,
                        List.of(answer(YESTERDAY.minus(Duration.ofDays(day)), minutes(day < 5 ? 50 : 5_000)))));
        assertThat(median.figure()).contains(ResponseClass.ONE_HOUR);
    }

    @Test
    void evenNumbersHaveTheMeanOfTheMiddle() {
        partners(minutes(1), minutes(1), minutes(10), minutes(16), minutes(60), minutes(60));
        assertThat(median.figure()).contains(ResponseClass.FIFTEEN_MINUTES);
    }

    /** The figure of a day is that of its beginning: it changes neither with an answer nor with a further partner. */
    @Test
    void answersOfTheDayDoNotShow() {
        partners(minutes(30), minutes(30), minutes(30), minutes(30));
        median.add(UUID.randomUUID(), List.of(answer(TODAY, minutes(1))));
        median.add(UUID.randomUUID(), List.of(answer(NOON, minutes(1))));
        assertThat(median.figure()).isEmpty();
        partners(minutes(30));
        IntStream.range(0, 20).forEach(_ -> median.add(UUID.randomUUID(), List.of(answer(NOON, minutes(1)))));
        assertThat(median.figure()).contains(ResponseClass.ONE_HOUR);
    }

    /** Of the days that are stored, those before a day are complete while it lasts. */
    @Test
    void aDaysAnswerPushesNoOlderOneOut() {
        ResponseTimes times = ResponseTimes.NONE;
        for (int day = 8; day >= 1; day--) {
            Instant at = TODAY.minus(Duration.ofDays(day));
            times = times.asked(day, at).answered(at.plus(minutes(day)));
        }
        ResponseTimes later = times.asked(20, NOON).answered(NOON.plusSeconds(1));
        assertThat(later).isNotEqualTo(times);
        assertThat(figure(later)).isEqualTo(figure(times)).contains(ResponseClass.FIVE_MINUTES);
    }

    private static Optional<ResponseClass> figure(ResponseTimes ofEach) {
        MedianResponse median = new MedianResponse(NOON);
        IntStream.range(0, 5).forEach(_ -> median.add(UUID.randomUUID(), ofEach.answers()));
        return median.figure();
    }

    @Test
    void answersOlderThanThirtyDaysDoNotCount() {
        Instant old = TODAY.minus(Duration.ofDays(MedianResponse.DAYS)).minusMillis(1);
        IntStream.range(0, 9).forEach(_ -> median.add(UUID.randomUUID(), List.of(answer(old, minutes(1)))));
        assertThat(median.figure()).isEmpty();
        assertThat(median.from()).isEqualTo(old.plusMillis(1));
    }

    /** No single partner's time is the figure, unless it lies between those of the others. */
    @Test
    void oneAnswerMovesTheFigureNoFurtherThanItsNeighbours() {
        for (Duration last : List.of(Duration.ZERO, minutes(40), Duration.ofDays(20))) {
            MedianResponse one = new MedianResponse(NOON);
            Stream.of(20, 30, 50, 55)
                    .forEach(took -> one.add(UUID.randomUUID(), List.of(answer(YESTERDAY, Duration.ofMinutes(took)))));
            one.add(UUID.randomUUID(), List.of(answer(YESTERDAY, last)));
            assertThat(one.figure()).as("last %s", last).contains(ResponseClass.ONE_HOUR);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, FIVE_MINUTES",
        "300000, FIVE_MINUTES",
        "300001, FIFTEEN_MINUTES",
        "900000, FIFTEEN_MINUTES",
        "3600000, ONE_HOUR",
        "10800000, THREE_HOURS",
        "43200000, TWELVE_HOURS",
        "86400000, ONE_DAY",
        "86400001, LONGER",
        "9000000000000, LONGER"
    })
    void aClassEndsWithItsTime(long millis, ResponseClass within) {
        assertThat(ResponseClass.of(millis)).isEqualTo(within);
    }
}
