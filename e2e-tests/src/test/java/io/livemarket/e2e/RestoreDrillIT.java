package io.livemarket.e2e;

import static io.livemarket.e2e.EverythingThatWrites.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.e2e.EverythingThatWrites.People;
import io.livemarket.e2e.LauncherProcess.Ended;
import io.livemarket.kit.backup.BackupManifest;
import io.livemarket.kit.backup.BackupManifest.PartitionCopy;
import io.livemarket.kit.backup.BackupManifest.TopicCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The drill of docs/operations.md: back up a stopped system, restore the backup into a new directory, start. Topics
 * have the same records, every service answers as before, and what comes next follows on. Two starts take longer than
 * the ordinary build has time for.
 */
@EnabledIfSystemProperty(
        named = "rebuild.tests",
        matches = "true",
        disabledReason = "switched on by -Drebuild.tests=true")
class RestoreDrillIT {

    private static final String LETTERS = "livemarket.files.commands.v1.dlt";
    private static final Map<String, Object> ONCE =
            Map.of("type", "text", "content", "before the backup", "clientMessageId", "once-and-only-once");

    @TempDir
    private Path folder;

    /** What is compared beside the answers: a message that is sent again, and a file. */
    private record Kept(People people, String chat, JsonNode message, String file, Map<String, JsonNode> answers) {

        /** With new tokens; passwords are from before the backup. */
        Kept loggedIn(String url) throws Exception {
            People now = new People(
                    patiently(() -> people.ana().logIn(url)),
                    patiently(() -> people.bea().logIn(url)),
                    people.eva(),
                    people.leo(),
                    patiently(() -> people.moderator().logIn(url)),
                    people.chat());
            return new Kept(now, chat, message, file, answers);
        }
    }

    @Test
    void aRestoredSystemAnswersAsBeforeAndGoesOn() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");
        Kept kept;
        try (RunningSystem system = RunningSystem.start(data)) {
            kept = use(system);
            refuseABackupOfWhatRuns(system);
        }
        assertThat(run("backup", "--data", data, "--to", backup).output()).contains("Backed up");
        assertHoldsNoSecret(backup, data);

        Ended without = LauncherProcess.run("restore", "--from", backup.toString(), "--data", restored.toString());
        assertThat(without.output()).contains("The secrets of the system that was backed up are needed");
        assertThat(without.exitCode()).isEqualTo(1);
        run("restore", "--from", backup, "--data", restored, "--secrets", data.resolve("secrets"));
        Ended twice = LauncherProcess.run("restore", "--from", backup.toString(), "--data", restored.toString());
        assertThat(twice.output()).contains("holds data already");

        Path copy = folder.resolve("backup-of-the-restored");
        run("backup", "--data", restored, "--to", copy);
        assertThat(digests(copy)).isEqualTo(digests(backup)).isNotEmpty();

        try (RunningSystem system = RunningSystem.start(restored)) {
            Kept again = kept.loggedIn(system.url());
            assertAnswersAsBefore(system.url(), again);
            assertGoesOn(system.url(), again);
        }
        Path after = folder.resolve("backup-after");
        run("backup", "--data", restored, "--to", after);
        assertThat(records(after, LETTERS))
                .as("commands that are put aside once more")
                .isEqualTo(records(backup, LETTERS));
    }

    private Kept use(RunningSystem system) throws Exception {
        EverythingThatWrites everything = new EverythingThatWrites(system.url(), system.kafka());
        People people = everything.use();
        Account ana = people.ana();
        String chat = patiently(() -> ana.chatWith(system.url(), people.moderator()));
        JsonNode message = patiently(() -> send(system.url(), ana, chat, ONCE).expect(201));
        String file = patiently(() -> everything.upload(ana));
        patiently(() -> send(
                        system.url(),
                        ana,
                        chat,
                        Map.of("type", "file", "content", "", "attachments", List.of(Map.of("fileId", file))))
                .expect(201));
        // Followed by another service, from a place in chat.events that has another offset in a copy.
        patiently(() -> send(system.url(), ana, chat, Map.of("type", "text", "content", "una zanahoria"))
                .expect(201));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !patiently(() -> people.moderator()
                                .call(system.url(), "GET", "/moderation/flags", null)
                                .expect(200))
                        .path("items")
                        .isEmpty());
        return new Kept(people, chat, message, file, new KeptAnswers(system.url(), people).settled());
    }

    private void refuseABackupOfWhatRuns(RunningSystem system) throws Exception {
        Path none = folder.resolve("none");
        Ended locked = LauncherProcess.run("backup", "--data", system.data().toString(), "--to", none.toString());
        assertThat(locked.exitCode()).isEqualTo(1);
        assertThat(locked.output()).contains("A system is running");
        Ended written = LauncherProcess.run("backup", "--kafka", system.kafka(), "--to", none.toString());
        assertThat(written.exitCode()).isEqualTo(1);
        assertThat(written.output()).contains("Services run").contains("livemarket.presence.heartbeats.v1");
        assertThat(none.resolve("manifest.json")).doesNotExist();
    }

    private static void assertAnswersAsBefore(String url, Kept kept) throws Exception {
        assertThat(new KeptAnswers(url, kept.people()).now()).isEqualTo(kept.answers());
        Account eva = kept.people().eva();
        JsonNode refused = eva.call(
                        url, "POST", "/auth/login", Map.of("username", eva.username(), "password", eva.password()))
                .expect(403);
        assertThat(refused.path("code").asString()).isEqualTo("account_suspended");
        JsonNode blocked = send(
                        url, kept.people().bea(), kept.people().chat(), Map.of("type", "text", "content", "may I?"))
                .expect(403);
        assertThat(blocked.path("code").asString()).isEqualTo("blocked");
        JsonNode file = kept.people()
                .moderator()
                .call(url, "GET", "/files/" + kept.file(), null)
                .expect(200);
        assertThat(EverythingThatWrites.download(url + file.path("url").asString()))
                .isEqualTo("hola");
    }

    private static void assertGoesOn(String url, Kept kept) throws Exception {
        Account ana = kept.people().ana();
        JsonNode repeated = send(url, ana, kept.chat(), ONCE).expect(200, 201);
        assertThat(repeated.path("id")).isEqualTo(kept.message().path("id"));
        JsonNode next = send(url, ana, kept.chat(), Map.of("type", "text", "content", "after the restore"))
                .expect(201);
        assertThat(next.path("seq").asLong()).isEqualTo(4);
        assertThat(kept.people().moderator().history(url, kept.chat()))
                .extracting(message -> message.path("content").asString())
                .containsExactly("before the backup", "", "una zanahoria", "after the restore");
    }

    private static Account.Answer send(String url, Account from, String chat, Map<String, Object> message)
            throws IOException, InterruptedException {
        return from.call(url, "POST", "/chats/" + chat + "/messages", message);
    }

    private static Ended run(Object... arguments) throws IOException, InterruptedException {
        Ended ended =
                LauncherProcess.run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended;
    }

    private static void assertHoldsNoSecret(Path backup, Path data) throws IOException {
        List<String> secrets;
        try (Stream<Path> files = Files.list(data.resolve("secrets"))) {
            secrets = files.map(RestoreDrillIT::text)
                    .filter(text -> !text.isBlank())
                    .toList();
        }
        assertThat(secrets).isNotEmpty();
        assertThat(text(backup.resolve("manifest.json"))).doesNotContain(secrets);
        try (Stream<Path> files = Files.walk(backup)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("master.key", "operator.key");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> digests(Path backup) throws IOException {
        return BackupManifest.read(backup).topics().stream()
                .collect(Collectors.toMap(
                        TopicCopy::name,
                        topic -> topic.partitions().stream()
                                .map(PartitionCopy::digest)
                                .toList(),
                        (one, _) -> one,
                        TreeMap::new));
    }

    private static long records(Path backup, String topic) throws IOException {
        return BackupManifest.read(backup).topics().stream()
                .filter(each -> each.name().equals(topic))
                .flatMap(each -> each.partitions().stream())
                .mapToLong(PartitionCopy::records)
                .sum();
    }
}
