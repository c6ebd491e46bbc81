package io.livemarket.gateway.kafka;

/** Too many commands wait for Kafka, or for their outcome. */
public final class CommandsFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandsFullException() {
        super("too many commands wait", null, false, false);
    }
}
