package io.livemarket.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short form of the ledger: one of each service, and the faults that take seconds. */
class ShortLedgerIT {

    /** Beside other work a service may take longer to answer; whether it answers right does not depend on that. */
    private static final String BOUND_MILLIS = "20000";

    @Test
    void nothingAcknowledgedIsLostDoubledReorderedOrWronglyShown() throws Exception {
        LedgerProcess.Ended ended = LedgerProcess.run(
                "--seed",
                "12",
                "--rounds",
                "1",
                "--faults",
                "cut-sockets,kill-at-commit,poison,unknown-type",
                "--services",
                "auth,chat,gateway,notification",
                "--users",
                "5",
                "--pause-ms",
                "200",
                "--bound-ms",
                BOUND_MILLIS);
        assertThat(ended.lastLine()).as(ended.output()).startsWith("LEDGER HELD");
        assertThat(ended.exitCode()).isZero();
    }
}
