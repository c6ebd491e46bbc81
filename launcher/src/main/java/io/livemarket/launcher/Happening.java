package io.livemarket.launcher;

/** What becomes of the parts of a running system, as {@link PartRuns} reports it, and requests for its end. */
sealed interface Happening {

    /** The part works, and its health check is green where it has one. */
    record Ready(Part part) implements Happening {}

    /** The part is not ready yet, and nearer to it than before. */
    record GetsOn(Part part) implements Happening {}

    /** The part reads its topics again, which takes longer than its start. */
    record CatchingUp(Part part) implements Happening {}

    /** The part did not start. */
    record Failed(Part part, String reason) implements Happening {}

    /** The part had started, and ended without having been stopped. */
    record Ended(Part part, String reason) implements Happening {}

    record StopRequested() implements Happening {}
}
