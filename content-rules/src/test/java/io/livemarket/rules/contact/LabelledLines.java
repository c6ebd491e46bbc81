package io.livemarket.rules.contact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Messages with the labels that must be found in them, from files of two forms: {@code 0|text} and {@code 1|text}, or
 * {@code label<TAB>text}.
 */
final class LabelledLines {

    /** Something that should be found, of which kind is not labelled. */
    static final String ANYTHING = "anything";

    static final String CLEAN = "clean";

    private LabelledLines() {}

    /** A message and its label. */
    record Line(String label, String text) {

        boolean isClean() {
            return label.equals(CLEAN);
        }

        boolean agreesWith(Set<String> found) {
            return isClean() ? found.isEmpty() : label.equals(ANYTHING) ? !found.isEmpty() : found.contains(label);
        }
    }

    /** The result of a set; a line counts as found if its label is among the found kinds. */
    record Score(int lines, int right, Set<String> missed, Set<String> wrong) {

        double precision() {
            return right / (double) (right + wrong.size());
        }

        double recall() {
            return right / (double) (right + missed.size());
        }

        @Override
        public String toString() {
            return "%d lines: precision %.3f, recall %.3f%nmissed: %s%nwrong: %s"
                    .formatted(lines, precision(), recall(), missed, wrong);
        }
    }

    static List<Line> in(String file) {
        try (InputStream stream = LabelledLines.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(LabelledLines::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String line) {
        String[] fields = line.split(line.indexOf('\t') < 0 ? "\\|" : "\t", 2);
        return switch (fields[0]) {
            case "0" -> new Line(CLEAN, fields[1]);
            case "1" -> new Line(ANYTHING, fields[1]);
            default -> new Line(fields[0], fields[1]);
        };
    }

    static Score score(List<Line> lines, java.util.function.Function<Line, Set<String>> finder) {
        int right = 0;
        Set<String> missed = new TreeSet<>();
        Set<String> wrong = new TreeSet<>();
        for (Line line : lines) {
            Set<String> found = finder.apply(line);
            boolean agrees = line.agreesWith(found);
            right += agrees && !line.isClean() ? 1 : 0;
            if (!agrees) {
                (line.isClean() ? wrong : missed).add(line.text() + " " + found);
            }
        }
        return new Score(lines.size(), right, missed, wrong);
    }
}
