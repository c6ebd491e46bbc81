package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;

/** A record of a batch cannot be read; those before it were applied. */
public final class UnreadableRecordAt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final UnreadableRecordException reason;

    public UnreadableRecordAt(int index, UnreadableRecordException cause) {
        super(cause.getMessage(), cause);
        this.index = index;
        this.reason = cause;
    }

    /** The reason why the record cannot be read. */
    public UnreadableRecordException reason() {
        return reason;
    }

    /** The index of the record in the batch, from 0. */
    public int index() {
        return index;
    }
}
