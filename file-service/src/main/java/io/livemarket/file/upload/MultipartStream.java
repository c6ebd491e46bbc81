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
 * The parts of a multipart body (RFC 2046, section 5.1), one after another, through a window of fixed size. Its time
 * grows with the body alone, whatever the body holds: a delimiter begins with the only CR in it, so that what was
 * compared is never looked at again, and the CR is searched for eight bytes at a time.
 */
final class MultipartStream {

    private static final int WINDOW = 128 * 1024;
    /** Of all headers of a part, in bytes. */
    private static final int HEADERS_MAX = 4 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long CRS = ONES * '\r';

    private final InputStream body;
    private final byte[] delimiter;
    private final byte[] window = new byte[WINDOW];
    /** What comes next is from here ... */
    private int from;
    /** ... is content up to here ... */
    private int safe;
    /** ... and was read up to here. */
    private int to;
    /** The delimiter begins at {@link #safe}. */
    private boolean delimited;

    MultipartStream(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        // The first delimiter may begin the body, without the line's end that is part of every other.
        window[to++] = '\r';
        window[to++] = '\n';
    }

    /**
     * Passes over what is left of this part, to the headers of the next.
     *
     * @return whether there is one
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

    /** The headers of this part, by their names in small letters; to be read before its content. */
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

    /** The content of this part; a read of it fails with {@link MalformedForm} when the body ends within. */
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

    /** Finds out what follows {@link #safe}, of which nothing is known: content, or the delimiter. */
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
            // What may be the delimiter's beginning is all there is.
            fill();
        } else {
            safe = at;
        }
    }

    /** The first CR from there, or the end of what was read. */
    private int carriageReturn(int start) {
        int at = start;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            // A byte is zero exactly where there is a CR; the lowest bit that is set tells the first of them.
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

    /** How many bytes from there are those of the delimiter. */
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

    /** Reads at least one byte more, behind what is left of the window. */
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
