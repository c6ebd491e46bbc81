package io.livemarket.kit.projection;

/**
 * The store has lost documents that it had said to have: an event does not follow what is there. The partition is applied
 * again from its first record, which mends it.
 */
public final class ReadModelBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int partition;

    public ReadModelBehind(int partition, String message) {
        super(message);
        this.partition = partition;
    }

    public int partition() {
        return partition;
    }
}
