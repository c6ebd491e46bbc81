package io.livemarket.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.ops.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every relative link of a document, and every document that a comment names, leads to a file, and to a heading of it.
 */
class DocumentLinksTest {

    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern NAMED = Pattern.compile("\\bdocs/[\\w./-]*\\w\\.md(?:#[\\w-]+)?");

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() {
        List<Markdown> documents = Markdown.all();

        assertThat(documents).hasSizeGreaterThan(100);
        assertThat(documents.stream().flatMap(DocumentLinksTest::broken)).isEmpty();
    }

    @Test
    void aLinkToAMissingFileOrHeadingIsFound() {
        Markdown readme = Markdown.read("README.md");

        assertThat(broken(readme.with("docs/reliability.md#figures", "docs/reliability.md#figure")))
                .containsExactly("README.md: docs/reliability.md#figure");
        assertThat(broken(readme.with("(docs/scaling.md)", "(docs/scalling.md)")))
                .containsExactly("README.md: docs/scalling.md");
    }

    @Test
    void everyDocumentThatAJavaFileNamesExists() {
        List<String> missing = Repository.OF_THE_PROJECT
                .java()
                .filter(file -> !file.startsWith("ops-test/"))
                .flatMap(file -> NAMED.matcher(Project.text(file))
                        .results()
                        .filter(name -> !exists(name.group()))
                        .map(name -> file + ": " + name.group()))
                .toList();

        assertThat(missing).isEmpty();
        assertThat(exists("docs/architecture.md#delivering")).isTrue();
        assertThat(exists("docs/architecture.md#rules")).isFalse();
    }

    private static Stream<String> broken(Markdown document) {
        Path folder = Path.of(document.path()).resolveSibling("");
        return document.links()
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .filter(link -> !exists(
                        link.startsWith("#")
                                ? document.path() + link
                                : folder.resolve(link).normalize().toString()))
                .map(link -> document.path() + ": " + link);
    }

    private static boolean exists(String link) {
        String[] parts = link.split("#", 2);
        return Repository.OF_THE_PROJECT.has(parts[0])
                && (parts.length == 1
                        || !parts[0].endsWith(".md")
                        || Markdown.read(parts[0]).anchors().contains(parts[1]));
    }
}
