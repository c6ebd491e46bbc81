package io.livemarket.kit.engine;

/**
 * A record that no broker would take, or that this one refused: what led to it can never be committed, and goes to the
 * dead letters.
 */
public final class UnproducibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnproducibleException(String topic, int bytes, int most) {
        super("a record of " + bytes + " bytes for " + topic + ", more than " + most);
    }
}
