package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.LoadTestRunner.Ended;
import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The comparison of a fake server with a fake plain chat. */
class CompareIT {

    @Test
    void bothGetMessagesInTurnsAndNothingIsLeftUnconfirmed() {
        try (FakeServer server = new FakeServer(Faults.NONE);
                FakeServer peer = new FakeServer(Faults.NONE).plain()) {
            Ended ended = compare(server, peer);
            assertThat(ended.exitCode()).as(ended.progress()).isZero();
            assertThat(ended.report().path("turns")).hasSize(4).allSatisfy(turn -> {
                assertThat(count(turn, "received")).isEqualTo(100);
                assertThat(count(turn, "foreign")).isZero();
                assertThat(turn.path("report").path("outOfOrder").asInt()).isZero();
                assertThat(turn.path("report").path("sockets").path("problems").isEmpty())
                        .isTrue();
            });
            assertThat(ended.report().path("turns"))
                    .extracting(turn -> turn.path("contender").asString())
                    .containsSubsequence("livemarket", "peer", "peer", "livemarket");
            assertThat(ended.progress()).contains("**livemarket : peer**");
        }
    }

    @Test
    void reorderedMessagesOfThePeerAreReportedOnly() {
        try (FakeServer server = new FakeServer(Faults.NONE);
                FakeServer peer = new FakeServer(new Swapping()).plain()) {
            Ended ended = compare(server, peer);
            assertThat(ended.exitCode()).as(ended.progress()).isZero();
            assertThat(ended.report()
                            .path("turns")
                            .get(1)
                            .path("report")
                            .path("outOfOrder")
                            .asInt())
                    .isPositive();
        }
    }

    private static Ended compare(FakeServer server, FakeServer peer) {
        return LoadTestRunner.run(
                "compare",
                "--url",
                server.url(),
                "--peer-url",
                peer.url(),
                "--peer-pids",
                "node=" + ProcessHandle.current().pid(),
                "--users",
                "20",
                "--rates",
                "200",
                "--rounds",
                "2",
                "--warm-up",
                "200ms",
                "--lead",
                "100ms",
                "--duration",
                "500ms",
                "--pause",
                "10ms",
                "--no-search");
    }

    private static int count(JsonNode turn, String name) {
        return turn.path("report").path("counts").path(name).asInt();
    }

    /** Delivers every message of a chat but the first after its successor. */
    private static final class Swapping implements Faults {

        private Runnable held;

        @Override
        public void deliver(int n, ObjectNode message, Consumer<ObjectNode> socket) {
            if (n % 20 == 11 && held == null) {
                held = () -> socket.accept(message);
                return;
            }
            socket.accept(message);
            if (n % 20 == 1 && held != null) {
                held.run();
                held = null;
            }
        }
    }
}
