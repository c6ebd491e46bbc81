package io.livemarket.file.domain;

import io.livemarket.events.text.Texts;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes safe names of files. A name is only shown to users: no file is stored under it. A safe name has no folders, no
 * control characters, no characters that change the direction of text or have a meaning in file systems, and at most
 * {@link #MAX} code points.
 */
public final class FileName {

    static final int MAX = 120;
    private static final int LONGEST_EXTENSION = 12;
    private static final String NAMELESS = "file";
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /**
     * The extensions of plain texts. No others are allowed for a text, because a script is one as well, and a double
     * click would run it.
     */
    private static final Set<String> TEXTS = Set.of(
            "txt", "text", "csv", "tsv", "md", "log", "json", "xml", "yaml", "yml", "ini", "srt", "vtt", "ics", "vcf",
            "gpx", "tex");

    /** The extensions of a media type; the first one is appended to a name without one of them. */
    private static final Map<String, List<String>> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")),
            Map.entry("image/png", List.of("png")),
            Map.entry("image/gif", List.of("gif")),
            Map.entry("application/pdf", List.of("pdf")),
            Map.entry("application/zip", List.of("zip")),
            Map.entry("video/mp4", List.of("mp4", "m4v")),
            Map.entry("video/quicktime", List.of("mov", "qt")),
            Map.entry("audio/mp4", List.of("m4a")),
            Map.entry("image/webp", List.of("webp")),
            Map.entry("image/heic", List.of("heic")),
            Map.entry("image/avif", List.of("avif")),
            Map.entry("image/svg+xml", List.of("svg")),
            Map.entry("text/html", List.of("html", "htm")),
            Map.entry("audio/mpeg", List.of("mp3")),
            Map.entry(OFFICE + "wordprocessingml.document", List.of("docx", "dotx")),
            Map.entry(OFFICE + "spreadsheetml.sheet", List.of("xlsx", "xltx")),
            Map.entry(OFFICE + "presentationml.presentation", List.of("pptx", "potx", "ppsx")),
            Map.entry("application/vnd.ms-word.document.macroEnabled.12", List.of("docm", "dotm")),
            Map.entry("application/vnd.ms-excel.sheet.macroEnabled.12", List.of("xlsm", "xltm", "xlam")),
            Map.entry(
                    "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
                    List.of("pptm", "potm", "ppsm", "ppam")));

    /**
     * Extensions of files that operating systems run, or open with a program that runs their content. They are replaced
     * for types that an operator adds and that have no entry in {@link #ENDINGS}.
     */
    private static final Set<String> RUN = Set.of(
            "apk",
            "app",
            "appx",
            "bat",
            "chm",
            "cmd",
            "com",
            "command",
            "cpl",
            "deb",
            "desktop",
            "dll",
            "dmg",
            "exe",
            "gadget",
            "hta",
            "htm",
            "html",
            "inf",
            "iso",
            "jar",
            "jnlp",
            "js",
            "jse",
            "library-ms",
            "lnk",
            "msc",
            "msi",
            "msix",
            "msp",
            "mst",
            "pif",
            "pkg",
            "ps1",
            "psm1",
            "py",
            "rb",
            "reg",
            "rpm",
            "run",
            "scf",
            "scr",
            "sct",
            "search-ms",
            "settingcontent-ms",
            "sh",
            "shb",
            "shs",
            "svg",
            "swf",
            "url",
            "vb",
            "vbe",
            "vbs",
            "vhd",
            "vhdx",
            "ws",
            "wsc",
            "wsf",
            "wsh",
            "xhtml",
            "xll",
            "xht");

    /** The names of devices, which Windows recognizes with any extension. */
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    /**
     * Characters that look like characters with a meaning in file systems, and that some programs convert to them;
     * {@link #MEANT} has those at equal indexes.
     */
    private static final String ALIKE = "\uFF0E\u2024\uFE52\uFF0F\u2044\u2215\u29F8\uFF3C\uFE68\u2216"
            + "\uFF1A\uFE55\uFF0A\uFE61\uFF1F\uFE56\uFF02\uFF1C\uFE64\uFF1E\uFE65\uFF5C";

    private static final String MEANT = "...-------::**??\"<<>>|";

    private FileName() {}

    /**
     * A safe name for a file of a detected type. If the extension does not belong to the type, an extension of the type
     * is appended: operating systems choose the program for a file by its extension, and would run
     * {@code receipt.pdf.vbs}.
     */
    public static String safe(@Nullable String given, String type) {
        String name = safe(given);
        int dot = name.lastIndexOf('.');
        String ending = dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (ending.isEmpty() || isOf(type, ending)) {
            return name;
        }
        String right = type.equals("text/plain")
                ? "txt"
                : ENDINGS.getOrDefault(type, List.of("bin")).getFirst();
        return shortened(name, MAX - LONGEST_EXTENSION) + "." + right;
    }

    private static boolean isOf(String type, String ending) {
        if (type.equals("text/plain")) {
            return TEXTS.contains(ending);
        }
        return ENDINGS.containsKey(type)
                ? ENDINGS.get(type).contains(ending)
                : !RUN.contains(ending.strip()) && Texts.isVisible(ending);
    }

    /** A safe name made from the client's name; {@code file} if no visible character is left, or without a name. */
    public static String safe(@Nullable String given) {
        if (given == null) {
            return NAMELESS;
        }
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC)
                .codePoints()
                .map(FileName::plain)
                .map(c -> Character.isSpaceChar(c) ? ' ' : c == '"' ? '\'' : c)
                .filter(FileName::isHarmless)
                .forEach(kept::appendCodePoint);
        String name =
                shortened(kept.toString().strip().replaceAll(" {2,}", " ").replaceAll("^[.\\s]+|[.\\s]+$", ""), MAX);
        return !Texts.isVisible(name) ? NAMELESS : isDevice(name) ? "_" + name : name;
    }

    private static int plain(int c) {
        int at = ALIKE.indexOf(c);
        return at < 0 ? c : MEANT.charAt(at);
    }

    /**
     * Whether a name is that of a device: {@code CON}, {@code CON.txt}, and COM1 to COM9 with any form of the digit.
     */
    private static boolean isDevice(String name) {
        String first = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'))
                .strip()
                .toLowerCase(Locale.ROOT);
        return DEVICES.contains(first) || first.matches("(com|lpt)[0-9\u00B9\u00B2\u00B3]");
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> c == 0x200D;
            default -> "<>:|?*".indexOf(c) < 0;
        };
    }

    /** A name of at most {@code most} code points, which keeps its extension. */
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
