package io.livemarket.launcher;

/** What to say about an exception in one line. */
final class Causes {

    private Causes() {}

    /** The deepest cause's message, which says most, or its class where it has none. */
    static String deepest(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String said = message == null || message.isBlank() || cause instanceof ReflectiveOperationException
                ? cause.toString()
                : message;
        return said.lines().findFirst().orElse("").strip();
    }
}
