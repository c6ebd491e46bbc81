package io.livemarket.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two of every service, each restarted in turn while users write. It takes some ten minutes and two processors of its
 * own, so only where it is asked for: {@code ./livemarket test -Drolling.tests=true -pl ledger-test -am}.
 */
@EnabledIfSystemProperty(
        named = "rolling.tests",
        matches = "true",
        disabledReason = "switched on by -Drolling.tests=true")
class RollingRestartIT {

    @Test
    void aRestartLosesNothingAndDelaysTwoSecondsAtMost() throws Exception {
        LedgerProcess.Ended ended = LedgerProcess.run(
                "--seed",
                "54",
                "--rounds",
                "1",
                "--faults",
                "rolling-restart",
                "--scale",
                "--p99-ms",
                "2000",
                "--back-ms",
                "5000");
        assertThat(ended.lastLine()).as(ended.output()).startsWith("LEDGER HELD");
        assertThat(ended.exitCode()).isZero();
    }
}
