package io.livemarket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.loadtest.LoadTestRunner.Ended;
import io.livemarket.loadtest.fake.FakeServer;
import io.livemarket.loadtest.fake.Faults;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The curves on a fake server. */
class CurvesIT {

    private final String self = "services=" + ProcessHandle.current().pid();

    @Test
    void peopleAndGroupsAreMeasuredAtEachSize() {
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            Ended ended = LoadTestRunner.run(
                    "curves",
                    "--url",
                    server.url(),
                    "--pids",
                    self,
                    "--parts",
                    "groups,people",
                    "--group-sizes",
                    "2,5",
                    "--group-rate",
                    "10",
                    "--people",
                    "4,8",
                    "--people-rate",
                    "50",
                    "--filled",
                    "0",
                    "--duration",
                    "500ms");
            assertThat(ended.exitCode()).as(ended.progress()).isZero();
            JsonNode points = ended.report().path("points");
            assertThat(points)
                    .extracting(point -> point.path("size").asString())
                    .containsExactly("2", "5", "4 in 2 chats", "8 in 4 chats");
            JsonNode group = points.get(1).path("figures");
            assertThat(group.path("missing").asInt()).isZero();
            // The message to four, the sender's copy, an ack of it, and acks of what the four confirm.
            assertThat(group.path("frames to clients per message").asDouble()).isBetween(8.0, 14.0);
            assertThat(group.path("frames from clients per message").asDouble()).isBetween(5.5, 9.0);
            assertThat(points.get(3).path("figures").path("refused").asInt()).isZero();
            assertThat(ended.progress()).contains("| members of a group |", "| people, 50 messages/s |");
        }
    }

    @Test
    void aChatWithoutHistoryIsASetUpError(@TempDir Path folder) {
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            Ended ended = LoadTestRunner.run(
                    "curves",
                    "--url",
                    server.url(),
                    "--pids",
                    self,
                    "--parts",
                    "history",
                    "--filled",
                    "1",
                    "--users-file",
                    folder.resolve("users.json").toString());
            assertThat(ended.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aFillNamesHowManyPeopleItsChatsNeed(@TempDir Path folder) {
        Ended ended = LoadTestRunner.run(
                "fill",
                "--data",
                folder.toString(),
                "--users-file",
                folder.resolve("users.json").toString(),
                "--chat-sizes",
                "10,20");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.progress()).contains("2 chats need 4");
    }
}
