package io.livemarket.file.content;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * Removes all data from an MP4 file (ISO/IEC 14496-12) that playing it does not require: the location, the camera,
 * comments. Boxes that are not known to be required are overwritten in place by boxes of zeros ({@code free}) of their
 * length, so that no data that other boxes point to moves, and nothing is encoded again. The texts of subtitles are
 * overwritten by zeros as well, because drones write their position there. A file with a track that is neither video
 * nor audio nor text, such as the positions that action cameras record, is rejected.
 */
final class VideoCleaner {

    /**
     * The boxes that playing requires, by their parent box; the file itself is the parent with an empty name. The
     * content of boxes that are no key here is left unchanged.
     */
    private static final Map<String, Set<String>> NEEDED = Map.ofEntries(
            Map.entry("", Set.of("ftyp", "moov", "mdat", "moof", "mfra", "sidx", "ssix", "styp", "prft", "pdin")),
            Map.entry("moov", Set.of("mvhd", "trak", "mvex", "iods")),
            Map.entry("trak", Set.of("tkhd", "tref", "edts", "mdia", "trgr")),
            Map.entry("mdia", Set.of("mdhd", "hdlr", "minf", "elng")),
            Map.entry("edts", Set.of("elst")),
            Map.entry("dinf", Set.of("dref")),
            Map.entry("mvex", Set.of("mehd", "trex", "leva")),
            Map.entry(
                    "stbl",
                    Set.of(
                            "stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64", "stss", "stps",
                            "stsh", "stdp", "padb", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio")),
            Map.entry("minf", Set.of("vmhd", "smhd", "hmhd", "sthd", "nmhd", "gmhd", "hdlr", "dinf", "stbl")),
            Map.entry("moof", Set.of("mfhd", "traf")),
            Map.entry("traf", Set.of("tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc")));
    /** Video, audio, subtitles in their forms, hints for streaming, and the time code. */
    private static final Set<String> HANDLERS =
            Set.of("vide", "soun", "text", "sbtl", "subt", "subp", "clcp", "hint", "tmcd", "auxv");

    private static final Set<String> TEXTS = Set.of("text", "sbtl", "subt");
    private static final int MOST_BOXES = 100_000;
    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final byte[] FREE = {'f', 'r', 'e', 'e'};

    private final FileChannel file;
    private final ByteBuffer header = ByteBuffer.allocate(LONG_HEADER);
    private final ByteBuffer zeros = ByteBuffer.allocate(16 * 1024);
    private int boxes;
    private boolean changed;
    private String handler = "";
    private long tableAt;
    private long tableEnd;
    private boolean hasText;
    private boolean hasFragments;

    private VideoCleaner(FileChannel file) {
        this.file = file;
    }

    /**
     * Cleans a video in its file.
     *
     * @return whether anything was removed
     * @throws ApiException {@code file_corrupt} for a file that does not consist of boxes,
     *     {@code unsupported_media_type} for a track of data
     */
    static boolean clean(Path video) throws IOException {
        try (FileChannel file = FileChannel.open(video, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            VideoCleaner cleaner = new VideoCleaner(file);
            cleaner.boxes("", 0, file.size());
            if (cleaner.hasText && cleaner.hasFragments) {
                throw new ApiException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Videos in fragments with subtitles are not taken");
            }
            return cleaner.changed;
        }
    }

    private void boxes(String parent, long from, long end) throws IOException {
        long next = from;
        while (next < end) {
            if (++boxes > MOST_BOXES) {
                throw corrupt("it has more than " + MOST_BOXES + " boxes");
            }
            next = box(parent, next, end);
        }
    }

    /**
     * Checks and cleans one box.
     *
     * @return the position after the box
     */
    private long box(String parent, long at, long end) throws IOException {
        read(at, SHORT_HEADER, end);
        long size = Integer.toUnsignedLong(header.getInt(0));
        String type = name(4);
        int head = SHORT_HEADER;
        if (size == 1) {
            read(at, LONG_HEADER, end);
            size = header.getLong(8);
            head = LONG_HEADER;
        } else if (size == 0) {
            // A size of 0 means up to the end of the file, and only the last box of the file may have it (section
            // 4.2.2).
            size = parent.isEmpty() ? end - at : -1;
        }
        if (size < head || size > end - at) {
            throw corrupt("a box is longer than what it is in, or than itself");
        }
        if (!NEEDED.getOrDefault(parent, Set.of()).contains(type)) {
            empty(at, head, size);
        } else if (NEEDED.containsKey(type)) {
            inside(type, at + head, at + size);
        } else if (parent.equals("mdia") && type.equals("hdlr")) {
            requirePlayed(at + head, at + size);
        }
        return at + size;
    }

    private void inside(String type, long at, long end) throws IOException {
        hasFragments |= type.equals("moof");
        if (type.equals("trak")) {
            handler = "";
            tableEnd = 0;
        } else if (type.equals("stbl")) {
            tableAt = at;
            tableEnd = end;
        }
        boxes(type, at, end);
        if (type.equals("trak") && TEXTS.contains(handler)) {
            hasText = true;
            changed |= new SampleTable(file, tableAt, tableEnd).emptySamples(zeros);
        }
    }

    /** Rejects a file whose track has another kind of samples than the accepted ones (section 8.4.3). */
    private void requirePlayed(long at, long end) throws IOException {
        read(at, LONG_HEADER, end);
        handler = name(8);
        if (!HANDLERS.contains(handler)) {
            throw new ApiException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Videos with a track of data, such as places, are not taken");
        }
    }

    /** Overwrites a box by a box of zeros of its length. */
    private void empty(long at, int head, long size) throws IOException {
        write(ByteBuffer.wrap(FREE), at + 4);
        for (long place = at + head, end = at + size; place < end; place += zeros.limit()) {
            zeros.position(0).limit((int) Math.min(zeros.capacity(), end - place));
            write(zeros, place);
        }
        changed = true;
    }

    private void read(long at, int bytes, long end) throws IOException {
        header.clear().limit(bytes);
        while (at + bytes <= end && header.hasRemaining() && file.read(header, at + header.position()) >= 0) {
            // Until the header is complete.
        }
        if (header.hasRemaining()) {
            throw corrupt("it ends within a box");
        }
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += file.write(bytes, place);
        }
    }

    private String name(int at) {
        return new String(header.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private static ApiException corrupt(String detail) {
        return new ApiException(ErrorCode.FILE_CORRUPT, "The video is broken: " + detail);
    }
}
