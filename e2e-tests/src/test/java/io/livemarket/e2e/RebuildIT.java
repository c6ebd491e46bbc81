package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.e2e.EverythingThatWrites.People;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code livemarket rebuild} of all services that keep anything: afterwards each answers as before. It starts the system three times, for
 * which the ordinary build has no time; each service's own tests drop and rebuild its state there.
 */
@EnabledIfSystemProperty(named = "rebuild.tests", matches = "true", disabledReason = "switched on by -Drebuild.tests=true")
class RebuildIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final List<String> SERVICES = List.of("auth", "chat", "presence", "notification", "moderation", "file");

    private Map<String, JsonNode> seen = Map.of();

    @TempDir
    private Path data;

    @Test
    void whatEveryServiceKeepsIsMadeAgainFromItsTopics() throws Exception {
        People people;
        Map<String, JsonNode> before;
        try (RunningSystem system = RunningSystem.start(data)) {
            people = new EverythingThatWrites(system.url(), system.kafka()).use();
            await().atMost(LIMIT).during(SETTLED).until(() -> hasSettled(system.url(), people));
            before = seen;
        }

        List<String> rebuild = new ArrayList<>(List.of(
                "rebuild", "--port", Integer.toString(RunningSystem.freePort()), "--data", data.toString()));
        rebuild.addAll(SERVICES);
        LauncherProcess.Ended ended = LauncherProcess.run(rebuild.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(String.join(", ", SERVICES) + ": made again");
        SERVICES.forEach(service -> assertThat(ended.output()).containsPattern("Dropped the read model of " + service));

        try (RunningSystem system = RunningSystem.start(data)) {
            assertThat(answers(system.url(), people)).isEqualTo(before);
            JsonNode refused = people.eva().call(system.url(), "POST", "/auth/login",
                    Map.of("username", people.eva().username(), "password", people.eva().password())).expect(403);
            assertThat(refused.path("code").asString()).isEqualTo("account_suspended");
            Account ana = people.ana().logIn(system.url());
            String next = ana.chatWith(system.url(), people.moderator());
            ana.call(system.url(), "POST", "/chats/" + next + "/messages", Map.of("type", "text", "content", "and on")).expect(201);
        }
    }

    private boolean hasSettled(String url, People people) throws Exception {
        Map<String, JsonNode> now = answers(url, people);
        // Ana's socket is closed, which presence shows a few seconds later; a notification and a report follow their events.
        boolean whole = now.get("ana /users/me").path("status").asString().equals("offline")
                && !now.get("bea /notifications").path("items").isEmpty()
                && !now.get("moderator /moderation/reports").path("items").isEmpty();
        boolean unchanged = now.equals(seen);
        seen = now;
        return whole && unchanged;
    }

    private static Map<String, JsonNode> answers(String url, People people) throws IOException, InterruptedException {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        for (String path : List.of("/users/me", "/chats", "/chats/" + people.chat() + "/messages", "/notifications",
                "/users/me/connections")) {
            answers.put("ana " + path, people.ana().call(url, "GET", path, null).expect(200));
            answers.put("bea " + path, people.bea().call(url, "GET", path, null).expect(200));
        }
        for (String path : List.of("/moderation/reports", "/moderation/rules", "/moderation/flags")) {
            answers.put("moderator " + path, people.moderator().call(url, "GET", path, null).expect(200));
        }
        return answers;
    }
}
