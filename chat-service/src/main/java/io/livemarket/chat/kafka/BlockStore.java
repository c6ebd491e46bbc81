package io.livemarket.chat.kafka;

import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;

/** Who blocks whom, in the partition's state store; each partition holds all of it. One look-up tells of both directions. */
final class BlockStore {

    private static final int LOWER_BLOCKS = 1;
    private static final int HIGHER_BLOCKS = 2;

    private final KeyValueStore<String, byte[]> blocks;

    BlockStore(KeyValueStore<String, byte[]> blocks) {
        this.blocks = blocks;
    }

    /** Notes that one blocks another, or no longer does. */
    void put(UUID blocker, UUID other, boolean blocked) {
        String pair = pair(blocker, other);
        int mine = flag(pair, blocker);
        int before = flags(pair);
        int after = blocked ? before | mine : before & ~mine;
        if (after == 0) {
            blocks.delete(pair);
        } else if (after != before) {
            blocks.put(pair, new byte[] {(byte) after});
        }
    }

    /** Whether either blocks the other. Nobody blocks themselves. */
    boolean between(UUID one, UUID other) {
        return !one.equals(other) && flags(pair(one, other)) != 0;
    }

    /** Whether that one blocks the other. */
    boolean has(UUID blocker, UUID other) {
        String pair = pair(blocker, other);
        return (flags(pair) & flag(pair, blocker)) != 0;
    }

    private static int flag(String pair, UUID blocker) {
        return pair.startsWith(blocker.toString()) ? LOWER_BLOCKS : HIGHER_BLOCKS;
    }

    private int flags(String pair) {
        byte[] stored = blocks.get(pair);
        return stored == null ? 0 : stored[0];
    }

    private static String pair(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        return a.compareTo(b) <= 0 ? a + ":" + b : b + ":" + a;
    }
}
