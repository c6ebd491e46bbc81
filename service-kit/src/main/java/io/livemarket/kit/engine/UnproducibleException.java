package io.livemarket.kit.engine;

/**
 * A record that is larger than a broker accepts: the command of the record can never be committed, and goes to the dead
 * letter topic.
 */
public final class UnproducibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnproducibleException(String topic, int bytes, int most) {
        super("a record of " + bytes + " bytes for " + topic + ", more than " + most);
    }
}
