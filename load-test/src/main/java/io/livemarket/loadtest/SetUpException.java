package io.livemarket.loadtest;

/** The run could not start; the message is one line for the program's user. */
public final class SetUpException extends RuntimeException {

    public SetUpException(String message) {
        super(message);
    }

    public SetUpException(String message, Throwable cause) {
        super(message, cause);
    }
}
