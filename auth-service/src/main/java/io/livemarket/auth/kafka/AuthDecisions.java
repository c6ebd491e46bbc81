package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AccountDecider;
import io.livemarket.auth.domain.AccountDecision;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.DeletionDecider;
import io.livemarket.auth.domain.ExternalDecider;
import io.livemarket.auth.domain.KeyDecider;
import io.livemarket.auth.domain.MailDecider;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.ResetDecision;
import io.livemarket.auth.domain.RoleDecider;
import io.livemarket.auth.domain.ServiceCommand;
import io.livemarket.auth.domain.ServiceDecider;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.UserEvent;
import java.util.List;
import java.util.UUID;

/** Decides commands on the state by the deciders of the domain, stores the outcome and publishes it. */
final class AuthDecisions {

    private final AuthState state;
    private final RoleDecider.Operators operators;
    private final SessionDecisions sessions;
    private final MailDecisions mails;

    /** @param operators the accounts that may grant roles */
    AuthDecisions(AuthState state, RoleDecider.Operators operators) {
        this.state = state;
        this.operators = operators;
        this.sessions = new SessionDecisions(state);
        this.mails = new MailDecisions(state);
    }

    void decide(AuthCommand command, AuthOutbox outbox) {
        switch (command) {
            case AuthCommand.RegisterUser register -> register(register, outbox);
            case AuthCommand.UpdateProfile update -> update(update, outbox);
            case AuthCommand.PutExternalUser put -> apply(ExternalDecider.put(state, put), outbox);
            case ServiceCommand service -> service(service, outbox);
            case AuthCommand.DeleteAccount delete -> delete(delete, outbox);
            case AuthCommand.ChangePassword change -> changePassword(change, outbox);
            case AuthCommand.RequestPasswordReset request -> mails.requestReset(request, outbox);
            case AuthCommand.ResetPassword reset -> resetPassword(reset, outbox);
            case AuthCommand.RequestVerification request -> mails.requestVerification(request, outbox);
            case AuthCommand.VerifyEmail verify ->
                apply(
                        MailDecider.verify(
                                state.byId(verify.userId()).orElse(null),
                                state.mails().links(verify.userId()),
                                verify),
                        outbox);
            case AuthCommand.ReplacePasswordHash replace -> apply(AccountDecider.replaceHash(state, replace), outbox);
            case AuthCommand.GrantRole grant -> {
                AccountDecision decision = RoleDecider.grant(state, operators, grant);
                RoleDecider.event(decision, grant).ifPresent(outbox::role);
                apply(decision, outbox);
            }
            case AuthCommand.RevokeRole revoke -> {
                AccountDecision decision = RoleDecider.revoke(state, operators, revoke);
                RoleDecider.event(decision, revoke).ifPresent(outbox::role);
                apply(decision, outbox);
            }
            case AuthCommand.OpenSession open -> sessions.open(open, outbox);
            case AuthCommand.RotateRefresh rotate -> sessions.rotate(rotate, outbox);
            case AuthCommand.EndSession end -> sessions.end(end, outbox);
            case AuthCommand.EndSessions end -> sessions.end(end, outbox);
            case AuthCommand.AddSigningKey add -> apply(KeyDecider.add(state.keys(), add), outbox);
        }
    }

    private void register(AuthCommand.RegisterUser register, AuthOutbox outbox) {
        AccountDecision decision = AccountDecider.register(state, register);
        if (decision instanceof AccountDecision.Changed
                && register.idempotencyKey() != null
                && register.fingerprint() != null) {
            state.put(
                    register.idempotencyKey(),
                    new Registration(register.userId(), register.fingerprint(), register.requestedAt()));
        }
        apply(decision, outbox);
        if (decision instanceof AccountDecision.Changed changed) {
            mails.registered(changed.account(), register.mail(), register.requestedAt(), outbox);
        }
    }

    private void service(ServiceCommand command, AuthOutbox outbox) {
        AccountDecision decision = ServiceDecider.decide(state, state.services(), command);
        DeletionDecider.accessEnded(decision).ifPresent(outbox::access);
        apply(decision, outbox);
    }

    private void update(AuthCommand.UpdateProfile update, AuthOutbox outbox) {
        AccountDecision decision = AccountDecider.update(state, update);
        apply(decision, outbox);
        if (decision instanceof AccountDecision.Changed changed) {
            mails.updated(changed.previous(), changed.account(), update, outbox);
        }
    }

    private void delete(AuthCommand.DeleteAccount delete, AuthOutbox outbox) {
        AccountDecision decision = DeletionDecider.delete(state.byId(delete.userId()), delete);
        DeletionDecider.accessEnded(decision).ifPresent(ended -> {
            outbox.access(ended);
            sessions.forget(delete.userId(), delete.requestedAt());
            state.mails().forget(delete.userId());
            state.mails().forgetLanguage(delete.userId());
        });
        apply(decision, outbox);
    }

    private void resetPassword(AuthCommand.ResetPassword reset, AuthOutbox outbox) {
        UUID userId = reset.userId();
        switch (MailDecider.resetPassword(
                state.byId(userId).orElse(null), state.mails().links(userId), reset)) {
            case ResetDecision.Changed changed -> {
                state.mails().put(changed.links());
                outbox.access(new AccessFact.PasswordChanged(userId, reset.requestedAt()));
                sessions.endAllBut(null, userId, "password_change", reset.requestedAt(), outbox);
                apply(new AccountDecision.Changed(changed.previous(), changed.account(), null), outbox);
            }
            case ResetDecision.Repeated(Account account) -> outbox.repeated(userId, account.createdAt());
            case ResetDecision.Refused(ErrorCode code) -> outbox.refused(List.of(code));
        }
    }

    private void changePassword(AuthCommand.ChangePassword change, AuthOutbox outbox) {
        AccountDecision decision = AccountDecider.changePassword(state, change);
        if (decision instanceof AccountDecision.Changed) {
            outbox.access(new AccessFact.PasswordChanged(change.userId(), change.requestedAt()));
            sessions.endAllBut(change.keptSession(), change.userId(), "password_change", change.requestedAt(), outbox);
            state.mails().put(state.mails().links(change.userId()).withoutResetLinks());
        }
        apply(decision, outbox);
    }

    private void apply(AccountDecision decision, AuthOutbox outbox) {
        switch (decision) {
            case AccountDecision.Changed changed -> {
                Account account = changed.account();
                state.put(account);
                outbox.credential(account);
                UserEvent event = changed.event();
                if (event != null) {
                    outbox.event(event);
                }
                outbox.accepted(event != null, account.userId(), account.revision());
            }
            case AccountDecision.Unchanged unchanged ->
                outbox.accepted(
                        false, unchanged.account().userId(), unchanged.account().revision());
            case AccountDecision.Repeated repeated -> outbox.repeated(repeated.userId(), repeated.registeredAt());
            case AccountDecision.Refused refused -> outbox.refused(refused.codes());
        }
    }

    private void apply(KeyDecider.KeyDecision decision, AuthOutbox outbox) {
        decision.changed().forEach(key -> {
            state.put(key);
            outbox.key(key);
        });
        decision.gone().forEach(key -> {
            state.deleteKey(key);
            outbox.keyGone(key);
        });
        outbox.accepted(false, null, 0);
    }
}
