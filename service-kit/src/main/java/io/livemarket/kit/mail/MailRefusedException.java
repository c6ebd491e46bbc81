package io.livemarket.kit.mail;

/**
 * A mail that no retry can deliver. The message names no address, and there is no cause, since its message might name
 * one.
 */
public final class MailRefusedException extends RuntimeException {

    MailRefusedException(String reason) {
        super(reason);
    }
}
