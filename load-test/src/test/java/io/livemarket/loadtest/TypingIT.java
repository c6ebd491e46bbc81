package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Typing against a fake server whose faults are known. */
class TypingIT {

    @Test
    void everySignIsHeardAndTimed() {
        JsonNode report = typing(Faults.NONE);
        assertThat(report.path("sent").asInt()).isEqualTo(4 * 10);
        assertThat(report.path("heard").asInt()).isEqualTo(4 * 10);
        assertThat(report.path("signToHeard").path("count").asInt()).isEqualTo(4 * 10);
        assertThat(report.path("signToHeard").path("p50").asDouble()).isPositive();
    }

    @Test
    void aSignThatIsNotPassedOnIsMissed() {
        JsonNode report = typing(new Faults() {
            private final Set<String> passedOn = new HashSet<>();

            /** Those of two users alone: all four sign at the same time, before and while it is measured. */
            @Override
            public synchronized void showTyping(ObjectNode sign, Consumer<ObjectNode> socket) {
                String user = sign.path("userId").asString();
                if (passedOn.size() < 2) {
                    passedOn.add(user);
                }
                if (passedOn.contains(user)) {
                    socket.accept(sign);
                }
            }
        });
        assertThat(report.path("heard").asInt()).isEqualTo(2 * 10);
    }

    /** As after a pause of the server, or of the load generator itself. */
    @Test
    void signsThatComeTwoAtATimeAreAllHeard() {
        JsonNode report = typing(new Faults() {
            private final Map<String, ObjectNode> held = new HashMap<>();

            @Override
            public synchronized void showTyping(ObjectNode sign, Consumer<ObjectNode> socket) {
                ObjectNode first = held.remove(sign.path("userId").asString());
                if (first == null) {
                    held.put(sign.path("userId").asString(), sign);
                } else {
                    socket.accept(first);
                    socket.accept(sign);
                }
            }
        });
        assertThat(report.path("heard").asInt()).isEqualTo(4 * 10);
    }

    private JsonNode typing(Faults faults) {
        try (FakeServer server = new FakeServer(faults)) {
            return JsonMapper.shared()
                    .readTree(LoadTestRunner.output(
                            "typing",
                            "--url",
                            server.url(),
                            "--users",
                            "4",
                            "--every",
                            "100ms",
                            "--warm-up",
                            "200ms",
                            "--duration",
                            "1s"));
        }
    }
}
