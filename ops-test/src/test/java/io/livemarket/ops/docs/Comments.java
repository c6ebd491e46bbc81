package io.livemarket.ops.docs;

import java.util.ArrayList;
import java.util.List;

/** The comments of a Java source; what looks like one inside of a string or a text block is none. */
final class Comments {

    /**
     * @param line of its first character, from 1
     * @param text without the stars at the beginnings of lines, on one line
     * @param javadoc whether it began with two stars
     */
    record Comment(int line, String text, boolean javadoc) {}

    private final String source;
    private final List<Comment> found = new ArrayList<>();
    private int at;

    private Comments(String source) {
        this.source = source;
    }

    static List<Comment> of(String source) {
        Comments comments = new Comments(source);
        while (comments.at < source.length()) {
            comments.next();
        }
        return comments.found;
    }

    private void next() {
        if (source.startsWith("/*", at)) {
            comment("*/");
        } else if (source.startsWith("//", at)) {
            comment("\n");
        } else if (source.startsWith("\"\"\"", at)) {
            skip("\"\"\"");
        } else if (source.startsWith("\"", at)) {
            skip("\"");
        } else if (source.startsWith("'", at)) {
            skip("'");
        } else {
            at++;
        }
    }

    private void comment(String end) {
        int to = source.indexOf(end, at + 2);
        String all = source.substring(at, to < 0 ? source.length() : to);
        found.add(new Comment(
                (int) source.substring(0, at).chars().filter(c -> c == '\n').count() + 1,
                all.replaceFirst("^/[*/]+", "")
                        .replaceAll("\\n\\s*\\*?", " ")
                        .replaceAll("\\s+", " ")
                        .strip(),
                all.startsWith("/**")));
        at += all.length() + (to < 0 || end.equals("\n") ? 0 : end.length());
    }

    /** Passes over a literal, a backslash together with the character behind it. */
    private void skip(String quote) {
        at += quote.length();
        while (at < source.length() && !source.startsWith(quote, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at += quote.length();
    }
}
