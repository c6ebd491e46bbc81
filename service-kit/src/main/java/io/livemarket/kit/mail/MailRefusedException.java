package io.livemarket.kit.mail;

/**
 * A mail that no retry can deliver. The message names no address, and the exception has no cause, whose message might
 * name one.
 */
public final class MailRefusedException extends RuntimeException {

    MailRefusedException(String reason) {
        super(reason);
    }
}
