package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.MailCounts;
import io.livemarket.auth.domain.MailDecider;
import io.livemarket.auth.domain.MailDecision;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.auth.domain.MailedLinks;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides mails on the state, stores the outcome and publishes the mails. */
final class MailDecisions {

    private static final Logger log = LoggerFactory.getLogger(MailDecisions.class);

    private final AuthState state;
    private final MailState mails;

    MailDecisions(AuthState state) {
        this.state = state;
        this.mails = state.mails();
    }

    /** Decides a mail that replaces a forgotten password. Never answered. */
    void requestReset(AuthCommand.RequestPasswordReset request, AuthOutbox outbox) {
        holder(request)
                .flatMap(state::byId)
                .filter(Account::logsInHere)
                .ifPresent(account -> apply(
                        account,
                        MailDecider.reset(
                                account,
                                request.mail(),
                                mails.links(account.userId()),
                                counts(account),
                                request.requestedAt()),
                        outbox));
    }

    private Optional<UUID> holder(AuthCommand.RequestPasswordReset request) {
        if (request.username() != null) {
            return state.holderOfUsername(Account.folded(request.username()));
        }
        return request.email() == null ? Optional.empty() : state.holderOfEmail(Account.folded(request.email()));
    }

    void requestVerification(AuthCommand.RequestVerification request, AuthOutbox outbox) {
        Account account =
                state.byId(request.userId()).filter(Account::logsInHere).orElse(null);
        if (account == null) {
            outbox.refused(List.of(ErrorCode.USER_NOT_FOUND));
            return;
        }
        MailDecision decision = verify(account, request.mail(), request.requestedAt(), outbox);
        if (decision instanceof MailDecision.Refused(ErrorCode code)) {
            outbox.refused(List.of(code));
        } else {
            outbox.accepted(false, account.userId(), account.revision());
        }
    }

    /**
     * Decides the mail of a registration. The registration does not depend on it: the user can request a mail later.
     */
    void registered(Account account, @Nullable MailRequest mail, Instant at, AuthOutbox outbox) {
        if (mail != null) {
            verify(account, mail, at, outbox);
        }
    }

    /**
     * Decides the mails of a changed address: links to the former address are void, a notice goes to it, and the new
     * address gets a mail by which it is verified.
     */
    void updated(@Nullable Account before, Account after, AuthCommand.UpdateProfile update, AuthOutbox outbox) {
        if (before == null || before.email().equals(after.email())) {
            return;
        }
        mails.forget(after.userId());
        if (update.mail() != null) {
            apply(
                    before,
                    MailDecider.addressChanged(before, Ids.next(), update.mail(), counts(before), update.requestedAt()),
                    outbox);
            verify(after, update.mail(), update.requestedAt(), outbox);
        }
    }

    private MailDecision verify(Account account, MailRequest mail, Instant at, AuthOutbox outbox) {
        MailDecision decision =
                MailDecider.verification(account, mail, mails.links(account.userId()), counts(account), at);
        apply(account, decision, outbox);
        return decision;
    }

    private MailCounts counts(Account account) {
        return mails.counts(account.userId(), account.email());
    }

    private void apply(Account account, MailDecision decision, AuthOutbox outbox) {
        switch (decision) {
            case MailDecision.Sent sent -> {
                MailOrder order = sent.order();
                MailedLinks links = sent.links();
                if (links != null) {
                    mails.put(links);
                }
                mails.put(account.userId(), order.to(), sent.counts());
                outbox.mail(order);
            }
            case MailDecision.None _ -> {}
            case MailDecision.Refused _ ->
                log.debug("Mail not sent, a limit of livemarket.accounts.mail is reached: user={}", account.userId());
        }
    }
}
