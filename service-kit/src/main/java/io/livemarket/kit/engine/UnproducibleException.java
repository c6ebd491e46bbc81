package io.livemarket.kit.engine;

/** A record that no broker would take: the command that led to it can never be committed, and goes to the dead letters. */
public final class UnproducibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnproducibleException(String topic, int bytes) {
        super("a record of " + bytes + " bytes for " + topic + ", more than " + Outputs.MOST_BYTES);
    }
}
