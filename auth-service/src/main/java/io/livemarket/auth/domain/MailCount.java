package io.livemarket.auth.domain;

import java.time.Duration;
import java.time.Instant;

/** Mails of one address, of one account or of the installation, in the hour from the first of them on. */
public record MailCount(Instant since, int count) {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** The count of what was never mailed. */
    public static MailCount none() {
        return new MailCount(Instant.EPOCH, 0);
    }

    /** Whether the hour has passed, so that nothing need be kept of it. */
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
