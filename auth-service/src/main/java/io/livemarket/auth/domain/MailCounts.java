package io.livemarket.auth.domain;

import java.time.Instant;

/**
 * The counts that a mail is limited by.
 *
 * @param address of mails to its address
 * @param user of mails about its account
 * @param all of mails of the installation
 */
public record MailCounts(MailCount address, MailCount user, MailCount all) {

    /** The counts where nothing was mailed yet. */
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
