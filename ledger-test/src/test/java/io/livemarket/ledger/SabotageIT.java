package io.livemarket.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ledger.verify.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The test of the test: a system without one of its guarantees must not pass. Minutes each, so only where it is asked
 * for: {@code ./livemarket test -Dledger.sabotage=true}.
 */
@EnabledIfSystemProperty(named = "ledger.sabotage", matches = "true")
class SabotageIT {

    @Test
    void aDeciderThatForgetsIdempotencyKeysDoubles() throws Exception {
        assertBroken("deduplication-off.chat", List.of(Violation.Kind.DOUBLED), "--faults", "cut-sockets");
    }

    @Test
    void positionsWithoutTransactionMarkersKeepClientsAway() throws Exception {
        assertBroken(
                "positions-without-markers.chat",
                List.of(Violation.Kind.LATE, Violation.Kind.FAILED),
                "--faults",
                "cut-sockets");
    }

    @Test
    void aZombieThatNoTransactionFencesDoublesOrReorders() throws Exception {
        assertBroken(
                "transactions-off.chat",
                List.of(Violation.Kind.DOUBLED, Violation.Kind.LOG_OUT_OF_ORDER),
                "--faults",
                "freeze",
                "--replicas",
                "chat=2",
                "--targets",
                "chat-1,chat-2");
    }

    @Test
    void anUnfencedZombieDoublesOrReorders() throws Exception {
        assertBroken(
                "zombie-not-fenced.chat",
                List.of(Violation.Kind.DOUBLED, Violation.Kind.LOG_OUT_OF_ORDER),
                "--faults",
                "freeze",
                "--replicas",
                "chat=2",
                "--targets",
                "chat-1,chat-2");
    }

    /** A clean stop brings the local store to disk, so that the next start relies on its offsets. */
    @Test
    void anOffsetCommittedBeforeItsWriteLosesDecidedState() throws Exception {
        assertBroken(
                "offset-before-write.chat",
                List.of(
                        Violation.Kind.LOG_OUT_OF_ORDER,
                        Violation.Kind.DOUBLED,
                        Violation.Kind.FAILED,
                        Violation.Kind.LATE),
                "--faults",
                "rolling-restart");
    }

    /** @param oneOf of these kinds there must be a violation */
    private static void assertBroken(String sabotage, List<Violation.Kind> oneOf, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--seed",
                "12",
                "--rounds",
                "1",
                "--services",
                "auth,chat,gateway",
                "--users",
                "5",
                "--pause-ms",
                "100",
                "--bound-ms",
                "20000",
                "--sabotage",
                "chat=" + Path.of("src/test/sabotage", sabotage).toAbsolutePath()));
        arguments.addAll(Arrays.asList(options));
        LedgerProcess.Ended ended = LedgerProcess.run(arguments.toArray(String[]::new));
        assertThat(ended.lastLine()).as(ended.output()).startsWith("LEDGER BROKEN");
        assertThat(ended.exitCode()).isEqualTo(LedgerCommand.BROKEN);
        assertThat(oneOf).anySatisfy(kind -> assertThat(ended.output()).contains("VIOLATED " + kind));
    }
}
