package io.livemarket.kit.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The file of one partition: its records one after another, each with its offset in the original, compressed with gzip.
 */
final class RecordFile {

    static final String SUFFIX = ".records.gz";

    private static final int MAGIC = 0x4C4D4201; // "LMB", version 1.
    private static final int BLOCK = 64 * 1024;
    /** The largest body of a record; more than {@link LogWriter} writes. */
    private static final int LARGEST_BODY = 2 * LogWriter.LARGEST_RECORD;

    private RecordFile() {}

    /** Takes records one after another. */
    interface Visitor {
        void record(long offset, byte[] body) throws IOException, InterruptedException;
    }

    /** Writes a new file; {@link #close} forces it to the disk. */
    static final class Writer implements AutoCloseable {

        private final FileChannel file;
        private final GZIPOutputStream compressed;
        private final DataOutputStream out;

        Writer(Path path) throws IOException {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            compressed = new GZIPOutputStream(Channels.newOutputStream(file), BLOCK);
            out = new DataOutputStream(new BufferedOutputStream(compressed, BLOCK));
            out.writeInt(MAGIC);
        }

        void write(long offset, byte[] body) throws IOException {
            out.writeLong(offset);
            out.writeInt(body.length);
            out.write(body);
        }

        @Override
        public void close() throws IOException {
            try (file;
                    out) {
                out.flush();
                compressed.finish();
                file.force(true);
            }
        }
    }

    /**
     * Reads a file to its end.
     *
     * @return the number of records
     * @throws IOException when the file is cut short, or is no file of records
     */
    static long read(Path path, Visitor visitor) throws IOException, InterruptedException {
        long records = 0;
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path), BLOCK), BLOCK))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(path + " holds no records");
            }
            for (in.mark(1); in.read() >= 0; in.mark(1)) {
                in.reset();
                long offset = in.readLong();
                visitor.record(offset, body(path, in));
                records++;
            }
        } catch (EOFException e) {
            throw new IOException(path + " is cut short", e);
        }
        return records;
    }

    private static byte[] body(Path path, DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_BODY) {
            throw new IOException(
                    path + " has a record of " + length + " bytes, and at most " + LARGEST_BODY + " can be");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }
}
