package io.livemarket.file.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Copies only the chunks that displaying a PNG (W3C PNG, third edition) requires, after checking their sums: texts,
 * Exif, times, unknown chunks and all bytes after its end are dropped.
 */
final class PngCleaner {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final Set<String> STAYS = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs",
            "acTL", "fcTL", "fdAT");
    private static final int HEADER_LENGTH = 13;
    /** The most bytes of a chunk without image data. */
    private static final long LONGEST_OTHER = 4 * 1024 * 1024;

    private final ImageBytes bytes;
    private @Nullable ImageShape shape;
    private boolean data;

    PngCleaner(ImageBytes bytes) {
        this.bytes = bytes;
    }

    ImageShape clean() throws IOException {
        if (!Arrays.equals(bytes.take(SIGNATURE.length), SIGNATURE)) {
            throw new CorruptImage("no PNG");
        }
        bytes.write(SIGNATURE);
        String type = "";
        while (!type.equals("IEND")) {
            type = chunk();
        }
        ImageShape found = shape;
        if (!data || found == null) {
            throw new CorruptImage("a PNG without a picture");
        }
        return found;
    }

    private String chunk() throws IOException {
        long length = bytes.bigEndian32();
        byte[] name = bytes.take(4);
        String type = new String(name, StandardCharsets.ISO_8859_1);
        if ((shape == null) != type.equals("IHDR") || length > Integer.MAX_VALUE) {
            throw new CorruptImage("a header that is missing, repeated or too long");
        }
        if (type.equals("IHDR")) {
            header(length, name);
        } else if (STAYS.contains(type)) {
            if (!type.equals("IDAT") && !type.equals("fdAT") && length > LONGEST_OTHER) {
                throw new CorruptImage("a chunk that is too long");
            }
            data |= type.equals("IDAT");
            bytes.writeBigEndian32(length);
            bytes.write(name);
            CRC32 sum = sumOf(name);
            bytes.copy(length, sum);
            end(sum);
        } else if (Character.isUpperCase(type.charAt(0))) {
            throw new CorruptImage("a critical chunk that nobody knows");
        } else {
            bytes.skip(length + 4);
        }
        return type;
    }

    private void header(long length, byte[] name) throws IOException {
        if (length != HEADER_LENGTH) {
            throw new CorruptImage("a header of another length");
        }
        byte[] content = bytes.take(HEADER_LENGTH);
        int width = ByteBuffer.wrap(content).getInt(0);
        int height = ByteBuffer.wrap(content).getInt(4);
        if (width <= 0 || height <= 0) {
            throw new CorruptImage("no size");
        }
        shape = new ImageShape(width, height, ImageShape.UPRIGHT);
        bytes.writeBigEndian32(length);
        bytes.write(name);
        bytes.write(content);
        CRC32 sum = sumOf(name);
        sum.update(content);
        end(sum);
    }

    private void end(CRC32 sum) throws IOException {
        long given = bytes.bigEndian32();
        if (given != sum.getValue()) {
            throw new CorruptImage("a chunk whose sum is wrong");
        }
        bytes.writeBigEndian32(given);
    }

    private static CRC32 sumOf(byte[] name) {
        CRC32 sum = new CRC32();
        sum.update(name);
        return sum;
    }
}
