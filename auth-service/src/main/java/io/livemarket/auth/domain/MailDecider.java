package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of mails about accounts, and of their links. A link belongs to one account, one address and one kind. Never
 * reads a clock, a store or the network.
 */
public final class MailDecider {

    private static final Duration NOTICE_LIFETIME = Duration.ofHours(24);

    private MailDecider() {}

    /** Decides a mail by which a forgotten password is replaced; none while the account's address is too new. */
    public static MailDecision reset(
            Account account, MailRequest request, MailedLinks links, MailCounts counts, Instant at) {
        return account.wasDeleted() || !account.emailProof().allowsResetAt(at)
                ? new MailDecision.None()
                : withLink(account, MailKind.PASSWORD_RESET, request, links, counts, at);
    }

    /** Decides a mail by which the account's address is verified; none for a verified address. */
    public static MailDecision verification(
            Account account, MailRequest request, MailedLinks links, MailCounts counts, Instant at) {
        return account.wasDeleted() || account.hasVerifiedEmail()
                ? new MailDecision.None()
                : withLink(account, MailKind.VERIFICATION, request, links, counts, at);
    }

    /** Decides a notice to the former address of an account; {@code former} is the account before the change. */
    public static MailDecision addressChanged(
            Account former, UUID mailId, MailRequest request, MailCounts counts, Instant at) {
        return counts.admit(request.limits(), at)
                ? new MailDecision.Sent(
                        new MailOrder(
                                mailId,
                                MailKind.ADDRESS_CHANGED,
                                former.email(),
                                former.username(),
                                request.language(),
                                null,
                                at,
                                at.plus(NOTICE_LIFETIME)),
                        null,
                        counts.oneMore(at))
                : new MailDecision.Refused(ErrorCode.RATE_LIMITED);
    }

    private static MailDecision withLink(
            Account account, MailKind kind, MailRequest request, MailedLinks links, MailCounts counts, Instant at) {
        if (!counts.admit(request.limits(), at)) {
            return new MailDecision.Refused(ErrorCode.RATE_LIMITED);
        }
        MailToken token = new MailToken(account.userId(), request.secret());
        Instant expiresAt = at.plus(request.lifetime());
        MailOrder order = new MailOrder(
                request.mailId(),
                kind,
                account.email(),
                account.username(),
                request.language(),
                token.text(),
                at,
                expiresAt);
        MailedLinks.Link link = new MailedLinks.Link(kind, token.hash(), account.email(), expiresAt);
        return new MailDecision.Sent(
                order, links.at(at).with(link, request.limits().open()), counts.oneMore(at));
    }

    /**
     * Decides a new password by a link. A link sets one password; a repeated request is recognized, so that it can get
     * the first response. The link verifies the address too, since it was sent there. Without a valid link the response
     * reveals nothing of the account, not even whether the password contains its name.
     */
    public static ResetDecision resetPassword(
            @Nullable Account account, MailedLinks links, AuthCommand.ResetPassword command) {
        if (account == null || account.wasDeleted()) {
            return ResetDecision.refused(ErrorCode.LINK_INVALID);
        }
        if (links.wasUsed(command.tokenHash(), command.requestedAt())) {
            return new ResetDecision.Repeated(account);
        }
        MailedLinks.Link link = links.find(MailKind.PASSWORD_RESET, command.tokenHash(), command.requestedAt())
                .filter(found -> found.email().equals(account.email()))
                .orElse(null);
        if (link == null) {
            return ResetDecision.refused(ErrorCode.LINK_INVALID);
        }
        if (command.namesTheUser()) {
            return ResetDecision.refused(ErrorCode.WEAK_PASSWORD);
        }
        Account changed = account.withPassword(command.passwordHash(), command.requestedAt())
                .verifiedToo(command.requestedAt());
        return new ResetDecision.Changed(account, changed, links.usedUp(link));
    }

    /** Decides the use of a link that verifies the account's address; the link may be used again until it expires. */
    public static AccountDecision verify(
            @Nullable Account account, MailedLinks links, AuthCommand.VerifyEmail command) {
        if (account == null
                || account.wasDeleted()
                || links.find(MailKind.VERIFICATION, command.tokenHash(), command.requestedAt())
                        .filter(link -> link.email().equals(account.email()))
                        .isEmpty()) {
            return AccountDecision.refused(ErrorCode.LINK_INVALID);
        }
        return account.hasVerifiedEmail()
                ? new AccountDecision.Unchanged(account)
                : new AccountDecision.Changed(account, account.nowVerified(command.requestedAt()), null);
    }
}
