package io.livemarket.file.content;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The sample table of one track of an MP4 file (ISO/IEC 14496-12, sections 8.7.3 to 8.7.5): finds the track's samples
 * and fills them with zeros.
 */
final class SampleTable {

    private static final int MOST_SAMPLES = 100_000;
    private static final int HEADER = 8;
    private static final int RUN = 12;

    private final FileChannel file;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private final Map<String, Box> boxes = new HashMap<>();
    private long room;

    /** The range of the content of a box. */
    private record Box(long at, long end) {}

    /** @param at the first byte of the content of the box {@code stbl}, whose boxes {@link VideoCleaner} has checked */
    SampleTable(FileChannel file, long at, long end) throws IOException {
        this.file = file;
        for (long next = at; next < end; ) {
            long size = number(next, Integer.BYTES, end);
            if (size < HEADER) {
                throw corrupt();
            }
            number(next + Integer.BYTES, Integer.BYTES, end);
            boxes.put(
                    new String(number.array(), 0, Integer.BYTES, StandardCharsets.ISO_8859_1),
                    new Box(next + HEADER, next + size));
            next += size;
        }
    }

    /**
     * Fills the samples with zeros: a text sample that begins with zeros has no characters.
     *
     * @return whether there is a sample
     * @throws ApiException {@code file_corrupt} for samples outside of the file, {@code unsupported_media_type} for
     *     sizes in the compact form
     */
    boolean emptySamples(ByteBuffer zeros) throws IOException {
        if (boxes.containsKey("stz2")) {
            throw new ApiException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Videos with subtitles in compact tables are not taken");
        }
        if (!boxes.containsKey("stsz")) {
            return false;
        }
        room = file.size();
        long samples = number("stsz", 8, Integer.BYTES);
        if (samples > MOST_SAMPLES) {
            throw corrupt();
        }
        long chunks = boxes.containsKey("co64")
                ? number("co64", 4, Integer.BYTES)
                : boxes.containsKey("stco") ? number("stco", 4, Integer.BYTES) : 0;
        long run = 0;
        long sample = 0;
        for (long chunk = 1; chunk <= chunks && sample < samples; chunk++) {
            while (run + 1 < number("stsc", 4, Integer.BYTES)
                    && number("stsc", 8 + (run + 1) * RUN, Integer.BYTES) <= chunk) {
                run++;
            }
            long last = Math.min(samples, sample + number("stsc", 12 + run * RUN, Integer.BYTES));
            if (last == sample) {
                throw corrupt();
            }
            for (long at = offset(chunk); sample < last; sample++) {
                at = empty(at, size(sample), zeros);
            }
        }
        if (sample < samples) {
            throw corrupt();
        }
        return samples > 0;
    }

    private long offset(long chunk) throws IOException {
        return boxes.containsKey("co64")
                ? number("co64", 8 + (chunk - 1) * Long.BYTES, Long.BYTES)
                : number("stco", 8 + (chunk - 1) * Integer.BYTES, Integer.BYTES);
    }

    private long size(long sample) throws IOException {
        long all = number("stsz", 4, Integer.BYTES);
        return all != 0 ? all : number("stsz", 12 + sample * Integer.BYTES, Integer.BYTES);
    }

    /**
     * Fills one sample. All samples together must not be larger than the file: a table that names one range many times
     * would cost more work than its file has bytes.
     *
     * @return the position after the sample
     */
    private long empty(long at, long size, ByteBuffer zeros) throws IOException {
        room -= size;
        if (at < 0 || size > file.size() - at || room < 0) {
            throw corrupt();
        }
        for (long place = at; place < at + size; ) {
            zeros.position(0).limit((int) Math.min(zeros.capacity(), at + size - place));
            place += file.write(zeros, place);
        }
        return at + size;
    }

    private long number(String box, long at, int bytes) throws IOException {
        Box in = boxes.get(box);
        if (in == null) {
            throw corrupt();
        }
        return number(in.at() + at, bytes, in.end());
    }

    private long number(long at, int bytes, long end) throws IOException {
        number.clear().limit(bytes);
        while (at + bytes <= end && number.hasRemaining() && file.read(number, at + number.position()) >= 0) {
            // Until the number is complete.
        }
        if (number.hasRemaining()) {
            throw corrupt();
        }
        return bytes == Long.BYTES ? number.getLong(0) : Integer.toUnsignedLong(number.getInt(0));
    }

    private static ApiException corrupt() {
        return new ApiException(
                ErrorCode.FILE_CORRUPT, "The video is broken: its subtitles are not where its tables lead to");
    }
}
