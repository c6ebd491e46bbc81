package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.e2e.EverythingThatWrites.People;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code livemarket rebuild} of all services that keep anything: afterwards each answers as before. It starts the
 * system three times, for which the ordinary build has no time; each service's own tests drop and rebuild its state
 * there.
 */
@EnabledIfSystemProperty(
        named = "rebuild.tests",
        matches = "true",
        disabledReason = "switched on by -Drebuild.tests=true")
class RebuildIT {

    private static final List<String> SERVICES =
            List.of("auth", "chat", "presence", "notification", "moderation", "file", "product");

    @TempDir
    private Path data;

    @Test
    void theDataOfEveryServiceIsRebuiltFromItsTopics() throws Exception {
        People people;
        Map<String, JsonNode> before;
        try (RunningSystem system = RunningSystem.start(data)) {
            people = new EverythingThatWrites(system.url(), system.kafka()).use();
            before = new KeptAnswers(system.url(), people).settled();
        }

        List<String> rebuild = new ArrayList<>(
                List.of("rebuild", "--port", Integer.toString(RunningSystem.freePort()), "--data", data.toString()));
        rebuild.addAll(SERVICES);
        LauncherProcess.Ended ended = LauncherProcess.run(rebuild.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(String.join(", ", SERVICES) + ": made again");
        SERVICES.forEach(service -> assertThat(ended.output()).containsPattern("Dropped the read model of " + service));

        try (RunningSystem system = RunningSystem.start(data)) {
            assertThat(new KeptAnswers(system.url(), people).now()).isEqualTo(before);
            JsonNode refused = people.eva()
                    .call(
                            system.url(),
                            "POST",
                            "/auth/login",
                            Map.of(
                                    "username",
                                    people.eva().username(),
                                    "password",
                                    people.eva().password()))
                    .expect(403);
            assertThat(refused.path("code").asString()).isEqualTo("account_suspended");
            JsonNode gone = people.leo()
                    .call(
                            system.url(),
                            "POST",
                            "/auth/login",
                            Map.of(
                                    "username",
                                    people.leo().username(),
                                    "password",
                                    people.leo().password()))
                    .expect(401);
            assertThat(gone.path("code").asString()).isEqualTo("bad_credentials");
            Account ana = people.ana().logIn(system.url());
            String next = ana.chatWith(system.url(), people.moderator());
            ana.call(system.url(), "POST", "/chats/" + next + "/messages", Map.of("type", "text", "content", "and on"))
                    .expect(201);
        }
    }
}
