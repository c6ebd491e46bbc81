package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AccountDecider;
import io.livemarket.auth.domain.AccountDecision;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.DeletionDecider;
import io.livemarket.auth.domain.KeyDecider;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.SessionDecider;
import io.livemarket.auth.domain.SessionDecision;
import java.util.List;
import java.util.UUID;

/** Has the deciders decide a command against the state, and puts their decisions into state and outbox. */
final class AuthDecisions {

    private final AuthState state;

    AuthDecisions(AuthState state) {
        this.state = state;
    }

    void decide(AuthCommand command, AuthOutbox outbox) {
        switch (command) {
            case AuthCommand.RegisterUser register -> {
                AccountDecision decision = AccountDecider.register(state, register);
                if (decision instanceof AccountDecision.Changed && register.idempotencyKey() != null) {
                    state.put(register.idempotencyKey(),
                            new Registration(register.userId(), register.fingerprint(), register.requestedAt()));
                }
                apply(decision, outbox);
            }
            case AuthCommand.UpdateProfile update -> apply(AccountDecider.update(state, update), outbox);
            case AuthCommand.DeleteAccount delete -> {
                AccountDecision decision = DeletionDecider.delete(state.byId(delete.userId()), delete);
                DeletionDecider.accessEnded(decision).ifPresent(outbox::access);
                apply(decision, outbox);
            }
            case AuthCommand.OpenSession open ->
                    apply(open.familyId(), SessionDecider.open(state.byId(open.userId()), open), outbox);
            case AuthCommand.RotateRefresh rotate -> apply(
                    rotate.familyId(), SessionDecider.rotate(state.family(rotate.familyId()), rotate), outbox);
            case AuthCommand.EndSession end ->
                    apply(end.familyId(), SessionDecider.end(state.family(end.familyId()), end), outbox);
            case AuthCommand.AddSigningKey add -> apply(KeyDecider.add(state.keys(), add), outbox);
        }
    }

    private void apply(AccountDecision decision, AuthOutbox outbox) {
        switch (decision) {
            case AccountDecision.Changed changed -> {
                Account account = changed.account();
                state.put(account);
                outbox.credential(account);
                if (changed.event() != null) {
                    outbox.event(changed.event());
                }
                outbox.accepted(changed.event() != null, account.userId(), account.revision());
            }
            case AccountDecision.Unchanged unchanged ->
                    outbox.accepted(false, unchanged.account().userId(), unchanged.account().revision());
            case AccountDecision.Repeated repeated -> outbox.repeated(repeated.userId(), repeated.registeredAt());
            case AccountDecision.Refused refused -> outbox.refused(refused.codes());
        }
    }

    private void apply(UUID familyId, SessionDecision decision, AuthOutbox outbox) {
        switch (decision) {
            case SessionDecision.Kept kept -> {
                state.put(kept.family());
                outbox.accepted(false, kept.family().userId(), 0);
            }
            case SessionDecision.Repeated repeated -> outbox.accepted(false, repeated.userId(), 0);
            case SessionDecision.Ended ended -> {
                state.deleteFamily(familyId);
                if (ended.event() != null) {
                    outbox.access(ended.event());
                }
                outbox.accepted(ended.event() != null, ended.userId(), 0);
            }
            case SessionDecision.Refused refused -> {
                if (refused.revoked() != null) {
                    state.put(refused.revoked());
                    outbox.access(refused.event());
                }
                outbox.refused(List.of(refused.code()));
            }
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
