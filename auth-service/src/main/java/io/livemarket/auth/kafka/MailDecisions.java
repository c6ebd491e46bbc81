package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.MailCounts;
import io.livemarket.auth.domain.MailDecider;
import io.livemarket.auth.domain.MailDecision;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has mails decided against the state, and puts the decisions into state and outbox. */
final class MailDecisions {

    private static final Logger log = LoggerFactory.getLogger(MailDecisions.class);

    private final AuthState state;
    private final MailState mails;

    MailDecisions(AuthState state) {
        this.state = state;
        this.mails = state.mails();
    }

    /** Never answered. */
    void requestReset(AuthCommand.RequestPasswordReset request, AuthOutbox outbox) {
        Optional<UUID> holder = request.username() != null
                ? state.holderOfUsername(Account.folded(request.username()))
                : state.holderOfEmail(Account.folded(request.email()));
        holder.flatMap(state::byId)
                .filter(account -> !account.wasDeleted())
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

    void requestVerification(AuthCommand.RequestVerification request, AuthOutbox outbox) {
        Account account = state.byId(request.userId())
                .filter(known -> !known.wasDeleted())
                .orElse(null);
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

    /** A registration is complete without its mail: where a limit refuses the mail, the user asks again later. */
    void registered(Account account, MailRequest mail, Instant at, AuthOutbox outbox) {
        if (mail != null) {
            verify(account, mail, at, outbox);
        }
    }

    /**
     * Where the address changed, links to the former one are void, the former one is notified and the new one is to be
     * verified.
     */
    void updated(Account before, Account after, AuthCommand.UpdateProfile update, AuthOutbox outbox) {
        if (before.email().equals(after.email())) {
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
                if (sent.links() != null) {
                    mails.put(sent.links());
                }
                mails.put(account.userId(), order.to(), sent.counts());
                outbox.mail(order);
            }
            case MailDecision.None _ -> {}
            case MailDecision.Refused _ ->
                log.debug(
                        "A mail about {} is not sent: a limit of livemarket.accounts.mail is reached",
                        account.userId());
        }
    }
}
