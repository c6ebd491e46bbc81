package io.livemarket.loadtest.messages;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The {@code clientMessageId}s of one run: UUIDs of version 8 (RFC 9562: for one's own use) whose last twelve digits
 * are the message's index and whose first 64 bits are the run's, so that a message is found by its id without a table.
 */
final class MessageIds {

    private static final int LENGTH = 36;
    private static final int INDEX_AT = 24;

    private final String run;

    MessageIds() {
        long noise = ThreadLocalRandom.current().nextLong();
        this.run = String.format("%08x-%04x-8%03x-8000-", noise >>> 32, noise >>> 16 & 0xffff, noise & 0xfff);
    }

    String of(int index) {
        String digits = Integer.toHexString(index);
        return run + "000000000000".substring(digits.length()) + digits;
    }

    /** The index in an id of this run; -1 for any other id. */
    int indexOf(@Nullable String id) {
        if (id == null || id.length() != LENGTH || !id.startsWith(run)) {
            return -1;
        }
        int index = 0;
        for (int at = INDEX_AT; at < LENGTH; at++) {
            int digit = Character.digit(id.charAt(at), 16);
            if (digit < 0 || index > Integer.MAX_VALUE >> 4) {
                return -1;
            }
            index = index << 4 | digit;
        }
        return index;
    }
}
