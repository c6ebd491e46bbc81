package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.wire.MessageFields;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of a plain Socket.IO chat without {@code clientMessageId} and sequences: a message is found by the start
 * of its content, letters that stand for the run and the index. Letters, so that both systems get made-up words.
 */
final class PeerDialect implements Dialect {

    /** The least bytes of content: the run and the index. */
    static final int LEAST_BYTES = 16;

    private static final int RUN = 6;
    private static final int DIGITS = LEAST_BYTES - RUN;
    private static final int BASE = 10;

    private final String run;
    private final String filler;

    /** @param bytes the size of each content, at least {@link #LEAST_BYTES} */
    PeerDialect(int bytes) {
        this.run = letters(ThreadLocalRandom.current().nextInt(1_000_000), RUN);
        this.filler = bytes == LEAST_BYTES
                ? ""
                : ' ' + new Contents(bytes - LEAST_BYTES).text(0).substring(1);
    }

    private static String letters(int number, int length) {
        char[] letters = new char[length];
        for (int at = length - 1; at >= 0; at--) {
            letters[at] = (char) ('a' + number % BASE);
            number /= BASE;
        }
        return new String(letters);
    }

    private String text(int index) {
        return run + letters(index, DIGITS) + filler;
    }

    @Override
    public byte[] content(int index) {
        return text(index).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isContent(int index, @Nullable String content) {
        return text(index).equals(content);
    }

    @Override
    public String naming(int index) {
        return "";
    }

    @Override
    public int indexOf(MessageFields message) {
        String content = message.content();
        if (content == null || content.length() < LEAST_BYTES || !content.startsWith(run)) {
            return -1;
        }
        long index = 0;
        for (int at = RUN; at < LEAST_BYTES; at++) {
            int digit = content.charAt(at) - 'a';
            if (digit < 0 || digit >= BASE) {
                return -1;
            }
            index = index * BASE + digit;
        }
        return index > Integer.MAX_VALUE ? -1 : (int) index;
    }

    @Override
    public boolean numbered() {
        return false;
    }
}
