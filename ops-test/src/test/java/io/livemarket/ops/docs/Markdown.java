package io.livemarket.ops.docs;

import io.livemarket.ops.Project;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document.
 *
 * @param path from the root of the project
 * @param text as Markdown
 */
record Markdown(String path, String text) {

    private static final Pattern BLOCK = Pattern.compile("^```.*?\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern GENERATED = Pattern.compile(
            "<!-- (?:[^>]*: begin|load-test/run [^>]*) -->.*?<!-- (?:[^>]*: end|/shown) -->", Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

    static Markdown read(String path) {
        return new Markdown(path, Project.text(path));
    }

    /** Every document of the root, of {@code docs}, of the clients and of the examples. */
    static List<Markdown> all() {
        return Repository.OF_THE_PROJECT.files().stream()
                .filter(file -> file.endsWith(".md"))
                .map(Markdown::read)
                .toList();
    }

    /** The documents that this project writes by hand for its own readers: the root's and those of {@code docs}. */
    static List<Markdown> ofTheProject() {
        return all().stream()
                .filter(document -> !document.path.contains("/") || document.path.startsWith("docs/"))
                .toList();
    }

    /** The document with one text in another's place, for tests of the checks. */
    Markdown with(String one, String another) {
        if (!text.contains(one)) {
            throw new IllegalArgumentException(path + " does not have: " + one);
        }
        return new Markdown(path, text.replace(one, another));
    }

    /** The targets of its links, without those in code. */
    Stream<String> links() {
        return LINK.matcher(SPAN.matcher(withoutBlocks()).replaceAll(""))
                .results()
                .map(link -> link.group(1));
    }

    /** The texts between single backticks. */
    Stream<String> spans() {
        return SPAN.matcher(withoutBlocks()).results().map(span -> span.group(1));
    }

    /**
     * Its code as lines: each text between backticks, and each line of a block; a line that ends with a backslash goes
     * on.
     */
    Stream<String> code() {
        return Stream.concat(
                spans(),
                BLOCK.matcher(text)
                        .results()
                        .flatMap(block ->
                                block.group(1).replaceAll("\\\\\\n\\s*", " ").lines()));
    }

    /** The anchors of its headings, as GitHub makes them, and those that are written as HTML. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> times = new HashMap<>();
        HEADING.matcher(withoutBlocks())
                .results()
                .map(found -> slug(found.group(1)))
                .forEach(slug -> {
                    int before = times.merge(slug, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? slug : slug + "-" + before);
                });
        ANCHOR.matcher(text).results().forEach(found -> anchors.add(found.group(1)));
        return anchors;
    }

    private static String slug(String heading) {
        return Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .strip()
                        .toLowerCase(java.util.Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }

    /**
     * Its lines in the project's own words, by their places in the document: empty in place of code, generated parts
     * and headings, without texts between backticks and links.
     */
    List<String> prose() {
        return BLOCK.matcher(GENERATED.matcher(text).replaceAll(Markdown::lineEnds))
                .replaceAll(Markdown::lineEnds)
                .lines()
                .map(line -> line.startsWith("#")
                        ? ""
                        : line.replaceAll("`[^`]*`", "").replaceAll("\\[[^]]*]\\([^)]*\\)", ""))
                .toList();
    }

    private static String lineEnds(MatchResult found) {
        return found.group().replaceAll("[^\\n]", "");
    }

    private String withoutBlocks() {
        return BLOCK.matcher(text).replaceAll("");
    }
}
