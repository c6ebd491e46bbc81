package io.livemarket.launcher;

/** The reason of an exception, in one line. */
final class Causes {

    private Causes() {}

    /**
     * The message of the deepest cause, which is the most exact one, or the cause's class where the cause has no
     * message.
     */
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
