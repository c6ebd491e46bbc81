package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules of mails that remind of unread messages: to verified addresses of people alone, and never for a reminder
 * that is no news any more, such as one that a restored log has again. Never reads a clock, a store or the network.
 */
public final class ReminderDecider {

    /** A reminder that is older gets no mail. */
    static final Duration USEFUL_FOR = Duration.ofHours(6);

    private ReminderDecider() {}

    /** @param counts the counts of reminders alone: they take nothing from the limits of other mails */
    public static MailDecision decide(
            @Nullable Account account, ReminderRequest request, MailCounts counts, Instant now) {
        Instant expiresAt = request.due().at().plus(USEFUL_FOR);
        if (account == null || !mayBeReminded(account) || request.suspended() || !now.isBefore(expiresAt)) {
            return new MailDecision.None();
        }
        if (!counts.admit(request.limits(), now)) {
            return new MailDecision.Refused(ErrorCode.RATE_LIMITED);
        }
        MailOrder order = new MailOrder(
                request.mailId(),
                MailKind.REMINDER,
                account.email(),
                account.username(),
                request.language(),
                request.offToken(),
                now,
                expiresAt,
                new UnreadMessages(request.due().messages(), request.due().chats(), request.senders()));
        return new MailDecision.Sent(order, null, counts.oneMore(now));
    }

    /** An address that its user has not verified may be another person's. */
    private static boolean mayBeReminded(Account account) {
        return !account.wasDeleted()
                && account.service() == null
                && account.hasVerifiedEmail()
                && !account.email().isBlank();
    }
}
