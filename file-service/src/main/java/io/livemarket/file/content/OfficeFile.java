package io.livemarket.file.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Distinguishes Office documents from other ZIP files by the entry names in the central directory (APPNOTE 4.3.12),
 * which is read from the file's end within limits. Operating systems choose the program for a file by its media type,
 * and no program handles a common type of all Office documents.
 */
final class OfficeFile {

    private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    /** The end record, and the longest comment after it. */
    private static final int TAIL = END_BYTES + 0xFFFF;
    /** The most bytes of a directory that are read; the directory of a document has some hundred entries. */
    private static final int MOST_DIRECTORY = 1 << 20;

    private OfficeFile() {}

    /** The media type of an Office document; empty for any other ZIP file, and for a corrupt one. */
    static Optional<String> type(Path zip) throws IOException {
        Set<String> names = names(zip);
        boolean macros = names.stream().anyMatch(name -> name.endsWith("/vbaProject.bin"));
        if (!names.contains("[Content_Types].xml")) {
            return Optional.empty();
        }
        if (names.contains("word/document.xml")) {
            return Optional.of(
                    macros
                            ? "application/vnd.ms-word.document.macroEnabled.12"
                            : OPEN_XML + "wordprocessingml.document");
        }
        if (names.contains("xl/workbook.xml")) {
            return Optional.of(
                    macros ? "application/vnd.ms-excel.sheet.macroEnabled.12" : OPEN_XML + "spreadsheetml.sheet");
        }
        return !names.contains("ppt/presentation.xml")
                ? Optional.empty()
                : Optional.of(
                        macros
                                ? "application/vnd.ms-powerpoint.presentation.macroEnabled.12"
                                : OPEN_XML + "presentationml.presentation");
    }

    private static Set<String> names(Path zip) throws IOException {
        try (FileChannel file = FileChannel.open(zip)) {
            ByteBuffer tail = read(file, Math.max(0, file.size() - TAIL), TAIL);
            for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    long size = Integer.toUnsignedLong(tail.getInt(at + 12));
                    long from = Integer.toUnsignedLong(tail.getInt(at + 16));
                    return names(read(file, from, (int) Math.min(size, MOST_DIRECTORY)));
                }
            }
            return Set.of();
        }
    }

    private static Set<String> names(ByteBuffer directory) {
        Set<String> names = new HashSet<>();
        while (directory.remaining() >= ENTRY_BYTES && directory.getInt(directory.position()) == ENTRY) {
            int at = directory.position();
            int name = Short.toUnsignedInt(directory.getShort(at + 28));
            int next = at
                    + ENTRY_BYTES
                    + name
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
            if (next > directory.limit()) {
                break;
            }
            names.add(new String(directory.array(), at + ENTRY_BYTES, name, StandardCharsets.UTF_8));
            directory.position(next);
        }
        return names;
    }

    /** The bytes from a position on, at most {@code most}. */
    private static ByteBuffer read(FileChannel file, long from, int most) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.clamp(file.size() - from, 0, most)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // Until the buffer is full, or the file has become shorter.
        }
        return bytes.flip();
    }
}
