package io.livemarket.kit.mail;

/** A mail that no repeat helps. Its message names no address, and it has no cause, whose message might. */
public final class MailRefusedException extends RuntimeException {

    MailRefusedException(String reason) {
        super(reason);
    }
}
