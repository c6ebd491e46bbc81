package io.livemarket.kit.mail;

/** A mail that could not be handed over now. Its message names no address, and it has no cause, whose message might. */
public final class MailUnavailableException extends RuntimeException {

    MailUnavailableException(String reason) {
        super(reason);
    }
}
