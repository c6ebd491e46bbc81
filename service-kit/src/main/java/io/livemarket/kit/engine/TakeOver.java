package io.livemarket.kit.engine;

/**
 * A step that the first owner of this version does once for a partition: it takes the state of an earlier version over.
 */
public final class TakeOver {

    private static final String DONE = "former-state-taken-over";

    private final Entries<String> marks;

    /** A step; to be made in the decider's constructor, as other kinds of entries are. */
    public TakeOver(PartitionState state) {
        this(state, ValueCodec.TEXT);
    }

    /** @param codec the codec of the mark in the journal */
    public TakeOver(PartitionState state, ValueCodec<String> codec) {
        this.marks = state.journaled("mark:", codec, 0);
    }

    /**
     * Takes over, and stages the mark, unless the journal has the mark already. To be called in
     * {@link PartitionDecider#prepare}.
     */
    public void once(Runnable taking) {
        if (marks.get(DONE).isEmpty()) {
            taking.run();
            marks.put(DONE, "1");
        }
    }

    /** Writes the mark to the journal again, in the present form of its codec. */
    public void rewrite() {
        marks.get(DONE).ifPresent(mark -> marks.put(DONE, mark));
    }
}
