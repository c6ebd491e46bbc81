package io.livemarket.chat.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.projection.ResponseTimes.Answer;
import io.livemarket.chat.projection.ResponseTimes.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The response times of one chat. */
class ResponseTimesTest {

    private static final Instant MORNING = Instant.parse("2026-01-10T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theWaitBeginsWithTheFirstUnansweredMessage() {
        ResponseTimes times = ResponseTimes.NONE
                .asked(1, MORNING)
                .asked(2, MORNING.plusSeconds(60))
                .answered(MORNING.plusSeconds(100));
        assertThat(times.answers())
                .containsExactly(new Answer(MORNING.plusSeconds(100).toEpochMilli(), 100_000));
        assertThat(times.question()).isNull();
    }

    @Test
    void anAnswerWithoutQuestionIsNone() {
        assertThat(ResponseTimes.NONE.answered(MORNING)).isSameAs(ResponseTimes.NONE);
        assertThat(ResponseTimes.NONE.asked(1, MORNING).unasked()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void onlyTheFirstAnswerOfADayCounts() {
        ResponseTimes times = ResponseTimes.NONE
                .asked(1, MORNING)
                .answered(MORNING.plusSeconds(3_600))
                .asked(3, MORNING.plusSeconds(3_610))
                .answered(MORNING.plusSeconds(3_620))
                .asked(5, MORNING.plusSeconds(3_630))
                .answered(MORNING.plus(DAY));
        assertThat(times.answers()).extracting(Answer::took).containsExactly(3_600_000L, DAY.toMillis() - 3_630_000);
    }

    @Test
    void theAnswersOfTheNewestDaysAreKept() {
        ResponseTimes times = ResponseTimes.NONE;
        for (int day = 0; day < 20; day++) {
            Instant at = MORNING.plus(DAY.multipliedBy(day));
            times = times.asked(2 * day + 1, at).answered(at.plusMillis(day));
        }
        assertThat(times.answers())
                .extracting(Answer::took)
                .containsExactlyElementsOf(IntStream.range(20 - ResponseTimes.MOST, 20)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void timesAreReadAsTheyWereWritten() {
        ResponseTimes times = ResponseTimes.NONE.asked(1, MORNING).answered(MORNING.plusMillis(1_500));
        for (ResponseTimes each : new ResponseTimes[] {ResponseTimes.NONE, times, times.asked(3, MORNING.plus(DAY))}) {
            Document document = new Document();
            ResponseBson.write(document, each);
            assertThat(ResponseBson.read(document)).isEqualTo(each);
        }
        assertThat(times.asked(3, MORNING).question()).isEqualTo(new Question(3, MORNING.toEpochMilli()));
    }
}
