package io.livemarket.kit.projection;

/**
 * An event does not follow what is in the store, which may have lost documents. The partition is applied again: from
 * where the store's own offsets are, if they went back as well, else from its first record.
 */
public final class ReadModelBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int partition;
    private final long offset;

    public ReadModelBehind(int partition, long offset, String message) {
        super(message);
        this.partition = partition;
        this.offset = offset;
    }

    public int partition() {
        return partition;
    }

    /** The event's. */
    public long offset() {
        return offset;
    }
}
