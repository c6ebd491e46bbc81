package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatLookups.FirstAnswer;
import io.livemarket.kit.engine.HeapStore;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.SimulatedPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Answers are deleted by the days of messages, keys never; the number of kept answers does not grow with the number of
 * deleted ones.
 */
class IdempotencyKeysTest {

    private static final Instant FIRST = Instant.parse("2026-01-10T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(3);

    private final HeapStore store = new HeapStore();
    private final PartitionState state = new PartitionState(store);
    private final IdempotencyKeys answers = new IdempotencyKeys(state, KEPT);
    private int sent;

    @Test
    void anAnswerExpiresAndItsKeyStays() {
        send("a", FIRST);
        for (int day = 1; day <= 3; day++) {
            send("day " + day, FIRST.plus(Duration.ofDays(day)));
            assertThat(answer("a")).as("day %d", day).isTrue();
        }
        send("day 4", FIRST.plus(Duration.ofDays(4)));
        assertThat(answer("a")).isFalse();
        assertThat(answer("day 1")).isTrue();
        assertThat(answers.isUsed(PRIVATE, ALICE, "a")).isTrue();
        assertThat(answers.isUsed(PRIVATE, BOB, "a")).isFalse();
        assertThat(answers.isUsed(PRIVATE, ALICE, "b")).isFalse();
    }

    @Test
    void afterAYearOnlyTheLastDaysAnswersAreKept() {
        for (int day = 0; day < 365; day++) {
            for (int i = 0; i < 10; i++) {
                send(day + "-" + i, FIRST.plus(Duration.ofDays(day)));
            }
        }
        assertThat(store.keys("answer:", "", 10_000)).hasSize(40);
        assertThat(store.keys("used:", "", 10_000))
                .hasSize(3_650)
                .allSatisfy(key -> assertThat(key).hasSize(21));
    }

    /** One message of a clock that is years ahead, and the next ones of right clocks. */
    @Test
    void aMessageOfTheFarFutureDropsNoAnswers() {
        send("a", FIRST);
        send("b", FIRST.plus(Duration.ofDays(3_000)));
        send("c", FIRST.plusSeconds(60));
        assertThat(answer("a")).isTrue();
        assertThat(answer("c")).isTrue();
    }

    @Test
    void aMessageThatWasAskedForYesterdayIsKeptToo() {
        send("a", FIRST);
        send("b", FIRST.minus(Duration.ofDays(1)));
        assertThat(answer("a")).isTrue();
        assertThat(answer("b")).isTrue();
    }

    @Test
    void digestsGoWithTheirAnswers() {
        for (int day = 0; day < 30; day++) {
            for (int i = 0; i < 64; i++) {
                send(day + "-" + i, FIRST.plus(Duration.ofDays(day)));
                answers.keepDigest(id(FIRST.plus(Duration.ofDays(day)), i), "digest");
                commit();
            }
        }
        assertThat(store.keys("digest:", "", 10_000)).hasSizeBetween(4 * 64, 6 * 64);
    }

    private void send(String key, Instant at) {
        sent++;
        answers.keep(messageSent(PRIVATE, sent + 1, sent, id(at, sent), ALICE)
                .key(key)
                .at(at)
                .build());
        commit();
    }

    private void commit() {
        SimulatedPartition.commit(state, sent);
    }

    private boolean answer(String key) {
        return answers.firstAnswer(PRIVATE, ALICE, key)
                .map(FirstAnswer::messageId)
                .isPresent();
    }

    private static UUID id(Instant at, int number) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000 | number & 0xfff, 0x8000_0000_0000_0000L | number);
    }
}
