package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;

/** Names the record of a batch that can't be read; those before it were applied. */
public final class UnreadableRecordAt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final UnreadableRecordException reason;

    public UnreadableRecordAt(int index, UnreadableRecordException cause) {
        super(cause.getMessage(), cause);
        this.index = index;
        this.reason = cause;
    }

    /** Why it can't be read. */
    public UnreadableRecordException reason() {
        return reason;
    }

    /** Its place in the batch, from 0. */
    public int index() {
        return index;
    }
}
