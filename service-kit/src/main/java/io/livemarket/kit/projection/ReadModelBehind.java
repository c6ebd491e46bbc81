package io.livemarket.kit.projection;

/**
 * An event does not follow its document in the store, which may have lost documents. The partition is applied again:
 * from the store's own offsets, if they were set back as well, else from its first record.
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

    /** The offset of the event. */
    public long offset() {
        return offset;
    }
}
