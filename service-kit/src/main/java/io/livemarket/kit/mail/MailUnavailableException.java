package io.livemarket.kit.mail;

/**
 * A mail that could not be delivered now. The message names no address, and there is no cause, since its message might
 * name one.
 */
public final class MailUnavailableException extends RuntimeException {

    MailUnavailableException(String reason) {
        super(reason);
    }
}
