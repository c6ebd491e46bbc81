package io.livemarket.launcher.demo;

/** The system answered a REST call of the demo with a refusal. */
final class RefusedException extends DemoFailedException {

    private static final long serialVersionUID = 1L;

    private final String code;

    RefusedException(String message, String code) {
        super(message);
        this.code = code;
    }

    /** The problem's code. */
    String code() {
        return code;
    }
}
