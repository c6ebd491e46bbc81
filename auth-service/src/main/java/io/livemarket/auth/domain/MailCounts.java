package io.livemarket.auth.domain;

import java.time.Instant;

/**
 * The counts that limit a mail.
 *
 * @param address the count of mails to the mail's address
 * @param user the count of mails about the mail's account
 * @param all the count of mails of the installation
 */
public record MailCounts(MailCount address, MailCount user, MailCount all) {

    /** The counts before the first mail. */
    public static MailCounts none() {
        return new MailCounts(MailCount.none(), MailCount.none(), MailCount.none());
    }

    boolean admit(MailRequest.Limits limits, Instant now) {
        return address.isBelow(limits.perAddress(), now)
                && user.isBelow(limits.perUser(), now)
                && all.isBelow(limits.inAll(), now);
    }

    MailCounts oneMore(Instant now) {
        return new MailCounts(address.oneMore(now), user.oneMore(now), all.oneMore(now));
    }
}
