package io.livemarket.kit.engine;

/** What is done once for a partition, by the first owner of this version: taking over what an earlier version left. */
public final class TakeOver {

    private static final String DONE = "former-state-taken-over";

    private final Entries<String> marks;

    /** To be made in the decider's constructor, as other kinds of entries are. */
    public TakeOver(PartitionState state) {
        this(state, ValueCodec.TEXT);
    }

    /** @param codec of the mark in the journal */
    public TakeOver(PartitionState state, ValueCodec<String> codec) {
        this.marks = state.journaled("mark:", codec, 0);
    }

    /**
     * Takes over, and stages the mark, unless the journal has it already. To be called in
     * {@link PartitionDecider#prepare}.
     */
    public void once(Runnable taking) {
        if (marks.get(DONE).isEmpty()) {
            taking.run();
            marks.put(DONE, "1");
        }
    }

    /** Puts the mark into the journal again, in the form that its codec gives it now. */
    public void rewrite() {
        marks.get(DONE).ifPresent(mark -> marks.put(DONE, mark));
    }
}
