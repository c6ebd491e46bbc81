package io.livemarket.launcher.demo;

/** The system did not behave as the demo expects. */
public class DemoFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoFailedException(String message) {
        super(message);
    }

    DemoFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
