package io.livemarket.auth.domain;

import java.time.Duration;
import java.time.Instant;

/** The number of mails of one address, of one account or of the installation, in the hour after the first of them. */
public record MailCount(Instant since, int count) {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** The count before the first mail. */
    public static MailCount none() {
        return new MailCount(Instant.EPOCH, 0);
    }

    /** Whether the hour has passed, so that the count need not be stored. */
    public boolean isOver(Instant now) {
        return !now.isBefore(since.plus(WINDOW));
    }

    boolean isBelow(int most, Instant now) {
        return isOver(now) || count < most;
    }

    MailCount oneMore(Instant now) {
        return isOver(now) ? new MailCount(now, 1) : new MailCount(since, count + 1);
    }
}
