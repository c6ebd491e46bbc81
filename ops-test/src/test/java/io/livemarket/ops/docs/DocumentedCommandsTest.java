package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every {@code ./livemarket} and {@code ./mvnw} command of a document names commands, options, modules, tests and
 * properties that exist.
 */
class DocumentedCommandsTest {

    private static final Pattern ROW = Pattern.compile("^\\| (`.+?`) \\|", Pattern.MULTILINE);

    private final CommandWords words = new CommandWords();

    @Test
    void everyCommandInADocumentCanBeTyped() {
        List<Markdown> documents = Markdown.ofTheProject();

        assertThat(documents.stream().flatMap(Markdown::code).flatMap(CommandWords::commandsIn))
                .hasSizeGreaterThan(80);
        assertThat(documents.stream().flatMap(this::unknown)).isEmpty();
    }

    /** Their rows leave {@code ./livemarket} and {@code ./livemarket test} to the heading of the table. */
    @Test
    void theReadmesTablesNameExistingCommandsAndOptions() {
        List<String> rows = ROW.matcher(Markdown.read("README.md").text())
                .results()
                .flatMap(row -> new Markdown("row", row.group(1)).spans())
                .map(span -> (span.startsWith("-D") ? "./livemarket test " : "./livemarket ") + span)
                .toList();

        assertThat(rows).hasSizeGreaterThan(15);
        assertThat(rows.stream().flatMap(this::unknownIn)).isEmpty();
    }

    @Test
    void anUnknownCommandOrOptionIsFound() {
        assertThat(unknownIn("./livemarket demo --seed-data --keep")).isEmpty();
        assertThat(unknownIn("`./livemarket demos`")).containsExactly("demos");
        assertThat(unknownIn("./livemarket demo --seeds")).containsExactly("--seeds");
        assertThat(unknownIn("./livemarket ledger --minutes 5 --scales   two of each"))
                .containsExactly("--scales");
        assertThat(unknownIn("./livemarket dead-letters list --states all")).containsExactly("--states");
        assertThat(unknownIn("./livemarket test chats")).containsExactly("chats");
        assertThat(unknownIn("./livemarket test chat-service DealTest # one")).containsExactly("DealTest");
        assertThat(unknownIn("./livemarket test -Dbrowsers.tests=true")).containsExactly("-Dbrowsers.tests");
        assertThat(unknownIn("./mvnw -pl ops-test,shared-event -am test -Dtest=GeneratedFileTest"))
                .containsExactly("shared-event", "GeneratedFileTest");
        assertThat(unknownIn("./mvnw -Pimage -DskipTests package deploi")).containsExactly("-Pimage", "deploi");
    }

    @Test
    void aMutatedDocumentIsFound() {
        assertThat(unknown(Markdown.read("docs/operations.md")
                        .with("./livemarket roles grant ana", "./livemarket role grant ana")))
                .containsExactly("docs/operations.md: ./livemarket role grant ana: role");
    }

    private Stream<String> unknown(Markdown document) {
        return document.code()
                .flatMap(CommandWords::commandsIn)
                .flatMap(command -> words.unknownIn(command)
                        .map(word -> document.path() + ": " + String.join(" ", command) + ": " + word));
    }

    private Stream<String> unknownIn(String code) {
        return CommandWords.commandsIn(code).flatMap(words::unknownIn);
    }
}
