package io.livemarket.file.domain;

import java.text.Normalizer;

/**
 * What a file may be called. A name is for people: nothing is ever stored under it. What is left of one has no folders, no
 * control or direction-changing characters, nothing that a file system or a header gives a meaning, and at most
 * {@link #MAX} code points.
 */
public final class FileName {

    static final int MAX = 120;
    private static final int LONGEST_EXTENSION = 12;
    private static final String NAMELESS = "file";

    private FileName() {}

    /** A safe name made from what the client says; {@code file} when nothing is left of it. */
    public static String safe(String given) {
        if (given == null) {
            return NAMELESS;
        }
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC).codePoints()
                .map(c -> Character.isSpaceChar(c) ? ' ' : c)
                .filter(FileName::isHarmless)
                .forEach(kept::appendCodePoint);
        String name = kept.toString().strip().replaceAll(" {2,}", " ").replaceAll("^[.\\s]+|[.\\s]+$", "");
        return name.isEmpty() ? NAMELESS : shortened(name);
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> c == 0x200D;
            default -> "<>:\"|?*%;$`".indexOf(c) < 0;
        };
    }

    /** Cut in the middle, so that the extension stays. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= MAX) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        int keep = MAX - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, keep)).strip() + extension;
    }
}
