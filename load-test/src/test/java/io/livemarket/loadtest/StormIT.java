package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A storm against a fake server whose faults are known. */
class StormIT {

    private static final int GUESTS = 60;

    private int exitCode;
    private String said;

    @Test
    void everyGuestComesAndLeavesOnceWithTwoStatuses() {
        JsonNode report = storm(Faults.NONE);
        assertThat(exitCode).as(said).isZero();
        assertThat(report.path("guests").asInt()).isEqualTo(GUESTS);
        assertThat(report.path("letIn").asInt()).isEqualTo(GUESTS);
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(report.path("untilLetIn").path("count").asInt()).isEqualTo(GUESTS);
        JsonNode statuses = report.path("statuses");
        assertThat(statuses.path("heard").asInt()).isEqualTo(2 * GUESTS);
        assertThat(statuses.path("most").asInt()).isEqualTo(2);
        assertThat(statuses.path("offline").asInt()).isEqualTo(GUESTS);
        assertThat(report.path("quiet").path("counts").path("received").asInt()).isEqualTo(100);
        assertThat(report.path("stormy").path("counts").path("received").asInt())
                .isEqualTo(200);
        assertThat(report.path("p99Ratio").asDouble()).isPositive();
    }

    @Test
    void aDoubledStatusBreaksTheGuarantee() {
        JsonNode report = storm(new Faults() {
            @Override
            public void tellStatus(ObjectNode status, Consumer<ObjectNode> socket) {
                socket.accept(status);
                socket.accept(status);
            }
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(report.path("statuses").path("most").asInt()).isEqualTo(4);
        assertThat(said).contains("THE GUARANTEE WAS BROKEN");
    }

    @Test
    void aRefusedGuestIsCountedAndRetriesUntilAdmitted() {
        // The first connects are those of the introductions and of the writers.
        JsonNode report = storm(new Faults() {
            @Override
            public String connectRefusal(int n) {
                return n == GUESTS + 4 + 4 + 10 ? "overloaded" : null;
            }
        });
        assertThat(report.path("failed").asInt()).as(said).isEqualTo(1);
        assertThat(report.path("letIn").asInt()).isEqualTo(GUESTS);
        assertThat(report.path("problems").path("CONNECT refused: overloaded").asInt())
                .isEqualTo(1);
    }

    @Test
    void aRehearsalIsNotMeasuredButHasToHold() {
        AtomicInteger told = new AtomicInteger();
        JsonNode report = storm(
                new Faults() {
                    private final Set<JsonNode> inTheRehearsal = ConcurrentHashMap.newKeySet();

                    @Override
                    public void tellStatus(ObjectNode status, Consumer<ObjectNode> socket) {
                        told.incrementAndGet();
                        socket.accept(status);
                        if (inTheRehearsal.add(status.deepCopy())) {
                            socket.accept(status);
                        }
                    }
                },
                1);
        assertThat(told.get()).as(said).isGreaterThanOrEqualTo(4 * GUESTS);
        assertThat(report.path("letIn").asInt()).isEqualTo(GUESTS);
        assertThat(report.path("statuses").path("most").asInt()).isEqualTo(2);
        assertThat(report.path("held").asBoolean()).isFalse();
        assertThat(exitCode).isEqualTo(2);
    }

    private JsonNode storm(Faults faults) {
        return storm(faults, 0);
    }

    private JsonNode storm(Faults faults, int rehearsals) {
        try (FakeServer server = new FakeServer(faults)) {
            LoadTestRunner.Ended ended = LoadTestRunner.run(
                    "storm",
                    "--url",
                    server.url(),
                    "--users",
                    "4",
                    "--guests",
                    String.valueOf(GUESTS),
                    "--within",
                    "2s",
                    "--rate",
                    "100",
                    "--quiet",
                    "1s",
                    "--warm-up",
                    "500ms",
                    "--settle",
                    "1s",
                    "--rehearsals",
                    String.valueOf(rehearsals));
            exitCode = ended.exitCode();
            said = ended.progress();
            return ended.report();
        }
    }
}
