package io.livemarket.auth.domain;

import java.time.Duration;
import java.util.UUID;

/**
 * The mail that a command requests, with all inputs of the decision: the decider reads no setting, no random source and
 * no clock.
 *
 * @param mailId the mail's id
 * @param secret the secret of the link: 256 random bits in base64url, of which the decider stores only the SHA-256
 * @param lifetime the lifetime of the link
 * @param language the language of the texts
 */
public record MailRequest(UUID mailId, String secret, Duration lifetime, String language, Limits limits) {

    /**
     * The limits of mails and links.
     *
     * @param open the most links of one kind that an account has at a time; a further one replaces the oldest
     * @param perAddress the most mails to one address in an hour
     * @param perUser the most mails about one account in an hour
     * @param inAll the most mails of the installation in an hour
     */
    public record Limits(int open, int perAddress, int perUser, int inAll) {}

    /** Without the secret. */
    @Override
    public String toString() {
        return "MailRequest[" + mailId + "]";
    }
}
