package io.livemarket.ledger.plan;

/**
 * One fault of a plan.
 *
 * @param number counts the plan's faults from 1
 * @param target name of a copy, or the label of the kind's target
 * @param calmMillis the time without faults before this one
 * @param lastsMillis the time for which a process stays frozen, or until the second kill; 0 where the kind needs none
 * @param salt random, for choices that can only be made when the fault comes
 */
public record PlannedFault(int number, FaultKind kind, String target, long calmMillis, long lastsMillis, long salt) {

    /** The name in reports, such as {@code kill chat-1}. */
    public String label() {
        return kind.label() + " " + target;
    }
}
