package io.livemarket.file.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Reads an image and copies parts of it. Bytes that are not copied are dropped. */
final class ImageBytes {

    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];

    ImageBytes(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    int next() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("the picture ends too soon");
        }
        return value;
    }

    int bigEndian16() throws IOException {
        return next() << 8 | next();
    }

    int littleEndian16() throws IOException {
        return next() | next() << 8;
    }

    long bigEndian32() throws IOException {
        return (long) bigEndian16() << 16 | bigEndian16();
    }

    byte[] take(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the picture ends too soon");
        }
        return bytes;
    }

    /** Drops bytes. */
    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the picture ends too soon");
            }
            left -= read;
        }
    }

    /**
     * Copies bytes unchanged.
     *
     * @param sum is updated with the bytes; absent for none
     */
    void copy(long count, @Nullable Checksum sum) throws IOException {
        long left = count;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the picture ends too soon");
            }
            out.write(buffer, 0, read);
            if (sum != null) {
                sum.update(buffer, 0, read);
            }
            left -= read;
        }
    }

    void write(int value) throws IOException {
        out.write(value);
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void writeBigEndian16(int value) throws IOException {
        out.write(value >>> 8);
        out.write(value);
    }

    void writeBigEndian32(long value) throws IOException {
        writeBigEndian16((int) (value >>> 16) & 0xFFFF);
        writeBigEndian16((int) value & 0xFFFF);
    }
}
