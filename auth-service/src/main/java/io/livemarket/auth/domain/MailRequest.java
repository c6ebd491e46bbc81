package io.livemarket.auth.domain;

import java.time.Duration;
import java.util.UUID;

/**
 * The mail that a command asks for, with all that is decided by: the decider reads no setting, makes nothing random and
 * knows no clock.
 *
 * @param mailId of the mail
 * @param secret of its link: 256 random bits in base64url, of which the decider keeps the SHA-256 alone
 * @param lifetime of the link
 * @param language of the texts
 */
public record MailRequest(UUID mailId, String secret, Duration lifetime, String language, Limits limits) {

    /**
     * How much mail there may be.
     *
     * @param open links of one kind that an account has at a time; a further one replaces the oldest
     * @param perAddress mails to one address in an hour
     * @param perUser mails about one account in an hour
     * @param inAll mails of the installation in an hour
     */
    public record Limits(int open, int perAddress, int perUser, int inAll) {}

    /** Without the secret. */
    @Override
    public String toString() {
        return "MailRequest[" + mailId + "]";
    }
}
