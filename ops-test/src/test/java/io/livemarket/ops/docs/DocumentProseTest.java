package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents are written for readers whose first language is another one: persons and things have names, and acts have
 * the verbs of the field. Generated parts take their words from the code, which {@link ProseTest} checks.
 */
class DocumentProseTest {

    private static final Pattern REFUSED = Pattern.compile(
            "\\b(?:(?i:somebody|nobody|whoever|tells?|told|says?|said|likewise|of a moment ago)|what)\\b");

    /** Places that may have a refused word, as {@code FILE.md: words of the line}; empty is best. */
    private static final List<String> ALLOWED =
            List.of("protocol.md: The file is damaged, or is not what it begins as.");

    @Test
    void documentsHaveNoneOfTheRefusedWords() {
        assertThat(Markdown.all().stream()
                        .filter(document -> !document.path().startsWith("docs/api/"))
                        .flatMap(DocumentProseTest::refused))
                .as("sentences to write again with the verbs and nouns of the field (docs/glossary.md)")
                .isEmpty();
    }

    @Test
    void codeHeadingsLinksAndGeneratedPartsAreNotChecked() {
        assertThat(refused(new Markdown("A.md", """
                ## What is kept, and what is not
                The reader said it, with [what is kept](#what-is-kept-and-what-is-not).
                `what` is code.
                ```
                tell
                ```
                <!-- table, made from the code: begin -->
                | what |
                <!-- table, made from the code: end -->
                They read what follows.
                """)))
                .containsExactly("A.md:2: The reader said it, with .", "A.md:10: They read what follows.");
    }

    private static Stream<String> refused(Markdown document) {
        List<String> lines = document.prose();
        return IntStream.range(0, lines.size())
                .filter(line -> REFUSED.matcher(lines.get(line)).find())
                .filter(line -> ALLOWED.stream().noneMatch(allowed -> {
                    String[] place = allowed.split(": ", 2);
                    return document.path().endsWith(place[0]) && lines.get(line).contains(place[1]);
                }))
                .mapToObj(line -> document.path() + ":" + (line + 1) + ": " + lines.get(line));
    }
}
