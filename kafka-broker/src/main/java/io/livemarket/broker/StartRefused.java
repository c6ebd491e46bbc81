package io.livemarket.broker;

/** The broker cannot start, for a reason that the person who started it can mend; the message is one line for them. */
final class StartRefused extends Exception {

    /** Exit codes of the broker process; anything else that is not 0 is an unforeseen failure. */
    enum Reason {
        USAGE(2),
        PORT_TAKEN(3),
        DISK(4);

        final int exitCode;

        Reason(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    StartRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
