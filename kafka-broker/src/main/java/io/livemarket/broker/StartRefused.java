package io.livemarket.broker;

/** The broker cannot start, for a reason that its user can remove; the message is one line for the user. */
final class StartRefused extends Exception {

    /** Exit codes of the broker process; any other code but 0 is an unforeseen failure. */
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
    private final String message;

    StartRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    Reason reason() {
        return reason;
    }
}
