package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.e2e.LauncherProcess.Ended;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator does with a running system from the command line: sees how it is, and handles a command that no
 * service can decide.
 */
final class OperatorsCommands {

    private static final Pattern PLACE =
            Pattern.compile("(?m)^(livemarket\\.chat\\.commands\\.v1\\.dlt-\\d+@\\d+) .* open$");

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final RunningSystem system;

    private OperatorsCommands(RunningSystem system) {
        this.system = system;
    }

    static void assertTheyWork(RunningSystem system) throws IOException, InterruptedException {
        OperatorsCommands commands = new OperatorsCommands(system);
        commands.status();
        commands.deadLetters();
    }

    /** Makes a user a moderator. */
    static void grantRole(RunningSystem system, Account user) throws IOException, InterruptedException {
        new OperatorsCommands(system).done("roles", "grant", user.username());
    }

    private void status() {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(done("status").output())
                    .contains("UP · ", " connections · per second: ", "gateway-1", "chat-1", "file-1");
            JsonNode status =
                    JsonMapper.shared().readTree(done("status", "--json").output());
            assertThat(status.path("health").asString()).isEqualTo("UP");
            assertThat(status.path("instances").size()).isEqualTo(8);
        });
    }

    private void deadLetters() throws IOException, InterruptedException {
        assertThat(done("dead-letters").output()).contains("No dead letters");
        PoisonedCommand.send(system);
        String first = openLetterBeside("none");
        assertThat(done("dead-letters", "list").output())
                .contains("by chat-service.")
                .doesNotContain(PoisonedCommand.CONTENT);
        assertThat(done("dead-letters", "show", first).output()).contains(PoisonedCommand.CONTENT);

        assertThat(done("dead-letters", "replay", first).output()).contains(first + " replayed ");
        assertThat(done("dead-letters", "replay", first).output()).contains(first + " replayed ");
        String again = openLetterBeside(first); // No version can decide it.
        assertThat(done("dead-letters", "drop", again).output()).contains(again + " dropped ");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(done("dead-letters").output()).contains("No dead letters"));

        assertRefused("dead_letter_handled", "drop", first);
        assertRefused("not the place of a dead letter", "show", "nonsense");
        assertRefused("not the place of a dead letter", "drop", again, "nonsense");
        assertRefused("dead_letter_not_found", "show", "livemarket.chat.commands.v1.dlt-0@999999");
        assertRefused("invalid_request", "list", "--state", "lost");
    }

    /**
     * A list may show a letter as open for a moment after it was replayed: a transaction ends in each partition on its
     * own.
     */
    private String openLetterBeside(String known) {
        List<String> found = new ArrayList<>();
        await("another open dead letter").atMost(LIMIT).untilAsserted(() -> {
            found.clear();
            PLACE.matcher(done("dead-letters").output())
                    .results()
                    .map(letter -> letter.group(1))
                    .filter(place -> !place.equals(known))
                    .forEach(found::add);
            assertThat(found).isNotEmpty();
        });
        return found.getFirst();
    }

    private Ended done(String... arguments) throws IOException, InterruptedException {
        Ended ended = run(arguments);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended;
    }

    private void assertRefused(String reason, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        Ended ended = run(all.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.lines()).as("one clear line").hasSize(1);
        assertThat(ended.output()).contains(reason);
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", system.data().toString()));
        return LauncherProcess.run(all.toArray(String[]::new));
    }
}
