package io.livemarket.events.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The first sentence of each record's Javadoc, from the sources: the one place where a type is described. */
final class RecordSources {

    private static final Pattern DOCUMENTED =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@EventType\\(\"([^\"]+)\"\\)", Pattern.DOTALL);
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|link)\\s+#?([^}]+)}");

    private static final Map<String, String> SENTENCES = sentences();

    private RecordSources() {}

    /** The description of a type, as Markdown on one line; fails when its record has no Javadoc. */
    static String sentence(String type) {
        String sentence = SENTENCES.get(type);
        if (sentence == null) {
            throw new AssertionError("The record called " + type + " has no Javadoc just before its @EventType");
        }
        return sentence;
    }

    static String firstSentence(String javadoc) {
        String text = javadoc.replaceAll("(?m)^\\s*\\*", " ");
        text = INLINE_TAG
                .matcher(text)
                .replaceAll("`$1`")
                .replaceAll("\\s+", " ")
                .strip();
        text = text.replaceFirst(" @(param|return|throws|see) .*", "");
        return text.replaceFirst("(?<=\\.) .*", "");
    }

    private static Map<String, String> sentences() {
        Map<String, String> sentences = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(Checkout.MODULE.resolve("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher documented = DOCUMENTED.matcher(Checkout.read(source));
                while (documented.find()) {
                    sentences.put(documented.group(2), firstSentence(documented.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
