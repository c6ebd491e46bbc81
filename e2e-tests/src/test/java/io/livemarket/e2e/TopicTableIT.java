package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.kafka.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of topics in {@code docs/architecture.md}, which is made from the code, is what the services read and write
 * while people use everything that writes.
 */
class TopicTableIT {

    private static final Path DOCUMENT =
            Path.of("..", "docs", "architecture.md").toAbsolutePath().normalize();
    private static final Path OBSERVER = Path.of("target", "test-classes").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @Test
    void theTopicTableMatchesReadsAndWritesOfServices() throws Exception {
        Path uses = folder.resolve("uses.txt");
        Map<String, Topic> catalogue = TopicCatalogue.read();
        try (RunningSystem system = start(uses)) {
            createWebhook(system.url());
            EverythingThatWrites.People people = new EverythingThatWrites(system.url(), system.kafka()).use();
            OperatorsCommands.grantRole(system, people.bea());
            RemindedUser.isRemindedAndSwitchesOff(system, people.ana());
        }
        forgetLocalState();
        try (RunningSystem _ = start(uses)) {
            String documented = TopicTable.in(Files.readString(DOCUMENT));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(table(uses, catalogue)).isEqualTo(documented));
        }
        assertThat(read(uses))
                .extracting(TopicUse::topic)
                .as("topics of the catalogue that a service uses")
                .containsAll(catalogue.keySet().stream()
                        .filter(topic -> !topic.contains(".dlt"))
                        .toList());
        assertThat(read(uses))
                .filteredOn(use -> use.direction() == TopicUse.Direction.WRITES)
                .allSatisfy(use -> assertThat(catalogue.get(use.topic()).owner())
                        .as(use.line())
                        .isIn("many", use.service()));
    }

    /** A webhook that is not there: notification-service reads the topics of its events. */
    private static void createWebhook(String url) throws Exception {
        Account operator = Account.registerAs(url, DocumentedApi.OPERATOR);
        List<String> types = List.of(
                "chat.chat-opened.v1",
                "users.user-registered.v1",
                "products.product-listed.v1",
                "files.file-uploaded.v1");
        EverythingThatWrites.patiently(() -> operator.call(
                        url,
                        "POST",
                        "/admin/webhooks",
                        Map.of("url", "https://shop.example.com/events", "eventTypes", types))
                .expect(201));
    }

    private RunningSystem start(Path uses) throws IOException {
        String settings = "{\"livemarket\": {\"kafka\": {\"properties\": {\"interceptor.classes\": \"%s\"}}}}"
                .formatted(TopicObserver.class.getName());
        return RunningSystem.start(
                folder.resolve("data"),
                new LauncherProcess.Additions(
                        ":" + OBSERVER,
                        Map.of(
                                TopicObserver.FILE,
                                uses.toString(),
                                "SPRING_APPLICATION_JSON",
                                settings,
                                "LIVEMARKET_ACCOUNTS_BOOTSTRAPOPERATORS",
                                DocumentedApi.OPERATOR,
                                "LIVEMARKET_NOTIFICATION_REMINDERAFTER",
                                "1s")));
    }

    /**
     * An engine reads its journal where its local state is behind, which it is by chance; without one it reads all of
     * it.
     */
    private void forgetLocalState() throws IOException {
        List<Path> engines;
        try (Stream<Path> all = Files.walk(folder.resolve("data/services"))) {
            engines = all.filter(path -> path.getFileName().toString().equals("engine"))
                    .toList();
        }
        assertThat(engines).isNotEmpty();
        for (Path engine : engines) {
            try (Stream<Path> files = Files.walk(engine)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String table(Path uses, Map<String, Topic> catalogue) throws IOException {
        return TopicTable.of(read(uses), catalogue);
    }

    private static List<TopicUse> read(Path uses) throws IOException {
        return Files.readAllLines(uses, StandardCharsets.UTF_8).stream()
                .map(TopicUse::parse)
                .toList();
    }
}
