package io.livemarket.file.domain;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a file may be called. A name is for people: nothing is ever stored under it. What is left of one has no folders, no
 * control or direction-changing characters, nothing that a file system gives a meaning, and at most
 * {@link #MAX} code points.
 */
public final class FileName {

    static final int MAX = 120;
    private static final int LONGEST_EXTENSION = 12;
    private static final String NAMELESS = "file";
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /** What may stand for a text; a script is one as well, and a double click would run it. */
    private static final Set<String> TEXTS = Set.of("txt", "text", "csv", "tsv", "md", "log", "json", "xml", "yaml", "yml", "ini", "srt", "vtt", "ics",
            "vcf", "gpx", "tex");

    /** The endings that programs open as a type, the one to be appended first. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")), Map.entry("image/png", List.of("png")),
            Map.entry("image/gif", List.of("gif")), Map.entry("application/pdf", List.of("pdf")), Map.entry("application/zip", List.of("zip")),
            Map.entry("video/mp4", List.of("mp4", "m4v")), Map.entry("audio/mpeg", List.of("mp3")),
            Map.entry(OFFICE + "wordprocessingml.document", List.of("docx", "dotx")),
            Map.entry(OFFICE + "spreadsheetml.sheet", List.of("xlsx", "xltx")),
            Map.entry(OFFICE + "presentationml.presentation", List.of("pptx", "potx", "ppsx")),
            Map.entry("application/vnd.ms-word.document.macroEnabled.12", List.of("docm", "dotm")),
            Map.entry("application/vnd.ms-excel.sheet.macroEnabled.12", List.of("xlsm", "xltm", "xlam")),
            Map.entry("application/vnd.ms-powerpoint.presentation.macroEnabled.12", List.of("pptm", "potm", "ppsm", "ppam")));

    private FileName() {}

    /**
     * A safe name for a file of a type that was found in its content. A name whose ending is not one of the type gets one: programs choose by the
     * ending what they do with a file, and {@code receipt.pdf.vbs} would be run.
     */
    public static String safe(String given, String type) {
        String name = safe(given);
        int dot = name.lastIndexOf('.');
        String ending = dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (ending.isEmpty() || (type.equals("text/plain") ? TEXTS : ENDINGS.getOrDefault(type, List.of(ending))).contains(ending)) {
            return name;
        }
        return shortened(name, MAX - LONGEST_EXTENSION) + "." + (type.equals("text/plain") ? "txt" : ENDINGS.get(type).getFirst());
    }

    /** A safe name made from what the client says; {@code file} when nothing is left of it. */
    public static String safe(String given) {
        if (given == null) {
            return NAMELESS;
        }
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC).codePoints()
                .map(c -> Character.isSpaceChar(c) ? ' ' : c == '"' ? '\'' : c)
                .filter(FileName::isHarmless)
                .forEach(kept::appendCodePoint);
        String name = kept.toString().strip().replaceAll(" {2,}", " ").replaceAll("^[.\\s]+|[.\\s]+$", "");
        return name.isEmpty() ? NAMELESS : shortened(name, MAX);
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> c == 0x200D;
            default -> "<>:|?*".indexOf(c) < 0;
        };
    }

    /** Cut in the middle, so that the extension stays. */
    private static String shortened(String name, int most) {
        int length = name.codePointCount(0, name.length());
        if (length <= most) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
        int keep = most - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, keep)).strip() + extension;
    }
}
