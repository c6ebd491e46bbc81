package io.livemarket.launcher;

/**
 * An event in a running system's life: a change of a part, as {@link PartRuns} reports it, or a request for the
 * system's end.
 */
sealed interface LifecycleEvent {

    /** The part works, and its health check is green where the part has one. */
    record Ready(Part part) implements LifecycleEvent {}

    /** The part is not ready yet, and has progressed. */
    record Progressed(Part part) implements LifecycleEvent {}

    /** The part reads its topics again, which takes longer than its start. */
    record CatchingUp(Part part) implements LifecycleEvent {}

    /** The part did not start. */
    record Failed(Part part, String reason) implements LifecycleEvent {}

    /** The part had started, and ended without having been stopped. */
    record Ended(Part part, String reason) implements LifecycleEvent {}

    record StopRequested() implements LifecycleEvent {}
}
