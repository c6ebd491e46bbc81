package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ops.Project;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Comments of main code are written for readers whose first language is another one: verbs of the field, nouns in place
 * of pronouns, and no Javadoc that needs its neighbour to be understood.
 */
class ProseTest {

    private static final Pattern REFUSED = Pattern.compile(
            "\\b(somebody|nobody|whoever|tells?|told|says?|said|likewise)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEEDS_ITS_NEIGHBOUR = Pattern.compile("^(The same|Likewise)\\b");

    /** Places that may have a refused word, as {@code FILE.java: words of the comment}; empty is best. */
    private static final List<String> ALLOWED = List.of();

    @Test
    void commentsHaveNoneOfTheRefusedWords() {
        assertThat(Repository.OF_THE_PROJECT.mainCode().flatMap(file -> refused(file, Project.text(file))))
                .as("comments to write again with the verbs and nouns of the field (docs/glossary.md)")
                .isEmpty();
    }

    @Test
    void refusedWordsAreFoundInCommentsOnly() {
        assertThat(refused("A.java", """
                /** Tells the user. */
                class A {
                    String url = "http://x"; // whoever asks
                    String text = \"""
                            // nobody "said" so \\\"""
                            \""";
                    char quote = '"'; /* fine */
                    /**
                     * The same for
                     * groups.
                     */
                    int storytelling;
                }
                """))
                .containsExactly(
                        "A.java:1: Tells the user.", "A.java:3: whoever asks", "A.java:8: The same for groups.");
    }

    private static Stream<String> refused(String file, String source) {
        return Comments.of(source).stream()
                .filter(comment -> REFUSED.matcher(comment.text()).find()
                        || comment.javadoc()
                                && NEEDS_ITS_NEIGHBOUR.matcher(comment.text()).find())
                .filter(comment -> ALLOWED.stream().noneMatch(allowed -> {
                    String[] place = allowed.split(": ", 2);
                    return file.endsWith(place[0]) && comment.text().contains(place[1]);
                }))
                .map(comment -> file + ":" + comment.line() + ": " + comment.text());
    }
}
