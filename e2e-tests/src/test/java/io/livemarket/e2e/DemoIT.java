package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.e2e.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code demo --seed-data --keep}: a world to look at, in a system that stays until it is asked to stop. */
class DemoIT {

    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Pattern LOG_IN = Pattern.compile("(?m)^ {2}(\\S+) +((?:[0-9a-f]{5}-){3}[0-9a-f]{5}) ");
    private static final String BUYER = "lucia.romero";
    private static final String SELLER = "tomas.vidal";

    @TempDir
    private Path folder;

    private final int port = RunningSystem.freePort();
    private final String url = "http://localhost:" + port;

    /** One start for all of it: a start takes most of a minute on a small machine. */
    @Test
    void theDemoWorldStaysUntilItIsStopped() throws Exception {
        String data = folder.resolve("data").toString();
        try (LauncherProcess demo = LauncherProcess.start(
                List.of("-Xmx768m"),
                "demo",
                "--seed-data",
                "--keep",
                "--pause",
                "0",
                "--port",
                Integer.toString(port),
                "--data",
                data)) {
            Awaitility.await("the demo is over and the system stays")
                    .atMost(WITHIN)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> demo.output().contains("Ctrl-C stops it") || !demo.isRunning());
            assertThat(demo.isRunning()).as(demo.output()).isTrue();
            assertThat(demo.output()).contains(url + "/");
            Map<String, String> logIns = logIns(demo.output());
            assertThat(logIns).containsKeys(BUYER, SELLER).hasSize(3);
            Account buyer = account(BUYER, logIns);
            assertItLooksLivedIn(buyer, account(SELLER, logIns));
            assertTheScamIsReported(logIns, buyer);

            List<JsonNode> before = chats(buyer);
            Ended again = LauncherProcess.run("demo", "--seed-data", "--pause", "0", "--data", data);
            assertThat(again.exitCode()).as(again.output()).isZero();
            assertThat(again.output()).contains("of which 0 messages are new", "It goes on running");
            assertThat(logIns(again.output())).isEqualTo(logIns);
            assertThat(versions(chats(buyer))).isEqualTo(versions(before));

            assertThat(LauncherProcess.run("down", "--data", data).exitCode()).isZero();
            assertThat(demo.end(120).exitCode())
                    .as("a stop that was asked for is no failure")
                    .isZero();
        }
    }

    private void assertItLooksLivedIn(Account buyer, Account seller) throws IOException, InterruptedException {
        List<JsonNode> chats = chats(buyer);
        assertThat(chats)
                .hasSizeGreaterThan(4)
                .anyMatch(chat -> chat.path("type").asString().equals("group"))
                .anyMatch(chat -> !chat.at("/deal/agreedAt").asString("").isEmpty());
        for (Account person : List.of(buyer, seller)) {
            assertThat(chats(person))
                    .as("unread chats of " + person.username())
                    .anyMatch(chat -> chat.path("unread").asInt() > 0);
            assertThat(person.call(url, "GET", "/users/me", null)
                            .expect(200)
                            .path("avatarUrl")
                            .asString(""))
                    .as("the picture of " + person.username())
                    .matches("/files/[0-9a-f-]{36}/avatar");
        }
        JsonNode photo = null;
        for (JsonNode chat : chats) {
            for (JsonNode message : buyer.history(url, chat.path("id").asString())) {
                photo = message.path("type").asString().equals("image")
                        ? message.path("attachments").path(0)
                        : photo;
            }
        }
        assertThat(photo).as("a photo").isNotNull();
        JsonNode file = buyer.call(url, "GET", "/files/" + photo.path("fileId").asString(), null)
                .expect(200);
        assertThat(file.path("contentType").asString()).isEqualTo("image/png");
    }

    private void assertTheScamIsReported(Map<String, String> logIns, Account reporter)
            throws IOException, InterruptedException {
        String name = logIns.keySet().stream()
                .filter(each -> each.startsWith("marta-"))
                .findFirst()
                .orElseThrow();
        Account staff = account(name, logIns);
        staff.call(url, "GET", "/admin/dead-letters", null).expect(200);
        // One of the two users that chat in the demo reports the other as well.
        JsonNode report = staff.call(url, "GET", "/moderation/reports?status=open", null)
                .expect(200)
                .path("items")
                .valueStream()
                .filter(each -> each.path("reporterId").asString().equals(reporter.id()))
                .findFirst()
                .orElseThrow();
        assertThat(report.path("category").asString()).isEqualTo("fraud");
        assertThat(report.path("evidence").size()).isEqualTo(1);
    }

    private Account account(String name, Map<String, String> logIns) throws IOException, InterruptedException {
        return new Account("", name, logIns.get(name), "").logIn(url);
    }

    private List<JsonNode> chats(Account account) throws IOException, InterruptedException {
        return account.call(url, "GET", "/chats?limit=100", null)
                .expect(200)
                .path("items")
                .valueStream()
                .toList();
    }

    private static Map<String, Long> versions(List<JsonNode> chats) {
        return chats.stream()
                .collect(Collectors.toMap(
                        chat -> chat.path("id").asString(),
                        chat -> chat.path("version").asLong()));
    }

    private static Map<String, String> logIns(String output) {
        Map<String, String> logIns = new LinkedHashMap<>();
        LOG_IN.matcher(output).results().forEach(found -> logIns.put(found.group(1), found.group(2)));
        return logIns;
    }
}
