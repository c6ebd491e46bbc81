package io.livemarket.file.upload;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the parts of a multipart body (RFC 2046, section 5.1) one after another, through a window of fixed size. Its
 * time is linear in the length of the body, whatever the content: a delimiter begins with its only CR, so that no byte
 * is compared twice, and the CR is searched for eight bytes at a time.
 */
final class MultipartStream {

    private static final int WINDOW = 128 * 1024;
    /** The most bytes of all headers of a part. */
    private static final int HEADERS_MAX = 4 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long CRS = ONES * '\r';

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] window = new byte[WINDOW];
    /** The first byte of the window that is not consumed ... */
    private int from;
    /** ... the end of the bytes that are known to be content ... */
    private int safe;
    /** ... and the end of the bytes that were read. */
    private int to;
    /** Whether the delimiter begins at {@link #safe}. */
    private boolean delimited;

    MultipartStream(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        // The first delimiter may begin the body, without the line end that is part of every other delimiter.
        window[to++] = '\r';
        window[to++] = '\n';
    }

    /**
     * Skips the rest of this part, up to the headers of the next one.
     *
     * @return false after the last part
     * @throws MalformedForm also when the body ends before its last delimiter
     */
    boolean nextPart() throws IOException {
        while (!delimited) {
            from = safe;
            look();
        }
        from = safe + delimiter.length;
        delimited = false;
        int next = next();
        if (next == '-' && next() == '-') {
            safe = from;
            return false;
        }
        while (next == ' ' || next == '\t') {
            next = next();
        }
        if (next != '\r' || next() != '\n') {
            throw new MalformedForm("a boundary is not followed by a line's end");
        }
        return true;
    }

    /** The headers of this part, by their names in lower case. They must be read before the content. */
    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        byte[] text = new byte[HEADERS_MAX];
        int length = 0;
        while (!endsInEmptyLine(text, length)) {
            if (length == HEADERS_MAX) {
                throw new MalformedForm("a part's headers are longer than " + HEADERS_MAX + " bytes");
            }
            text[length++] = (byte) next();
        }
        safe = from;
        String lines = new String(text, 0, length, StandardCharsets.UTF_8).replaceAll("\r\n[ \t]+", " ");
        for (String line : lines.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static boolean endsInEmptyLine(byte[] text, int length) {
        return length == 2 && text[0] == '\r' && text[1] == '\n'
                || length >= 4
                        && text[length - 4] == '\r'
                        && text[length - 3] == '\n'
                        && text[length - 2] == '\r'
                        && text[length - 1] == '\n';
    }

    /** The content of this part. A read fails with {@link MalformedForm} when the body ends within the part. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                while (from == safe) {
                    if (delimited) {
                        return -1;
                    }
                    look();
                }
                int count = Math.min(length, safe - from);
                System.arraycopy(window, from, bytes, offset, count);
                from += count;
                return count;
            }
        };
    }

    /** Examines the bytes after {@link #safe}, and finds further content or the delimiter. */
    private void look() throws IOException {
        if (safe == to) {
            fill();
        }
        int at = safe;
        while (at < to) {
            at = carriageReturn(at);
            int same = sameAsDelimiter(at);
            if (same == delimiter.length) {
                delimited = true;
                break;
            }
            if (at + same == to) {
                break;
            }
            at += same;
        }
        if (at == safe && !delimited) {
            // All remaining bytes may be the beginning of the delimiter.
            fill();
        } else {
            safe = at;
        }
    }

    /** The position of the first CR from {@code start} on, or the end of the bytes that were read. */
    private int carriageReturn(int start) {
        int at = start;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            // A byte of the word is zero exactly where there is a CR; the lowest set bit of zeros is in the first of
            // them.
            long word = (long) LONGS.get(window, at) ^ CRS;
            long zeros = (word - ONES) & ~word & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && window[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The number of bytes from {@code start} on that match the delimiter. */
    private int sameAsDelimiter(int start) {
        int most = Math.min(delimiter.length, to - start);
        int same = 0;
        while (same < most && window[start + same] == delimiter[same]) {
            same++;
        }
        return same;
    }

    private int next() throws IOException {
        if (from == to) {
            safe = from;
            fill();
        }
        return window[from++] & 0xFF;
    }

    /** Reads at least one more byte, after moving the rest of the window to its start. */
    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            safe -= from;
            from = 0;
        }
        int count;
        try {
            count = body.read(window, to, window.length - to);
        } catch (IOException e) {
            throw new MalformedForm("its sender was lost");
        }
        if (count < 0) {
            throw new MalformedForm("it ends before its last boundary");
        }
        to += count;
    }
}
