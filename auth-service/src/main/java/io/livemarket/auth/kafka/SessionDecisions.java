package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.SessionDecider;
import io.livemarket.auth.domain.SessionDecision;
import io.livemarket.auth.domain.SessionsDecider;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Has commands on sessions decided against the state, and puts the decisions into state and outbox. */
final class SessionDecisions {

    private final AuthState state;
    private final Families families;

    SessionDecisions(AuthState state) {
        this.state = state;
        this.families = state.families();
    }

    void open(AuthCommand.OpenSession open, AuthOutbox outbox) {
        SessionDecision decision = SessionDecider.open(state.byId(open.userId()), open);
        if (decision instanceof SessionDecision.Kept) {
            end(SessionsDecider.surplus(families.of(open.userId())), "surplus", open.requestedAt(), outbox);
        }
        apply(open.familyId(), decision, outbox);
    }

    void rotate(AuthCommand.RotateRefresh rotate, AuthOutbox outbox) {
        apply(rotate.familyId(), SessionDecider.rotate(families.get(rotate.familyId()), rotate), outbox);
    }

    void end(AuthCommand.EndSession end, AuthOutbox outbox) {
        apply(end.familyId(), SessionDecider.end(families.get(end.familyId()), end), outbox);
    }

    void end(AuthCommand.EndSessions end, AuthOutbox outbox) {
        boolean any = endAllBut(end.keptSession(), end.userId(), "logout_everywhere", end.requestedAt(), outbox);
        outbox.accepted(any, end.userId(), 0);
    }

    /**
     * Ends all sessions of a user but one.
     *
     * @return whether gateways learn of any
     */
    boolean endAllBut(UUID kept, UUID userId, String reason, Instant at, AuthOutbox outbox) {
        families.endedBut(kept, userId, at);
        return end(SessionsDecider.allBut(kept, families.of(userId)), reason, at, outbox);
    }

    /** Forgets all sessions of a user whose account is deleted; gateways learn of that by a fact about the user. */
    void forget(UUID userId, Instant at) {
        families.endedBut(null, userId, at);
        families.of(userId).forEach(family -> families.delete(family.familyId()));
    }

    private boolean end(List<RefreshFamily> ended, String reason, Instant at, AuthOutbox outbox) {
        ended.forEach(family -> families.delete(family.familyId()));
        var facts = SessionsDecider.facts(ended, reason, at);
        facts.forEach(outbox::access);
        return !facts.isEmpty();
    }

    /**
     * By which the asking instance knows the account, and its roles, as they are now: its access token is issued from
     * that.
     */
    private long revision(UUID userId) {
        return state.byId(userId).map(Account::revision).orElse(0L);
    }

    private void apply(UUID familyId, SessionDecision decision, AuthOutbox outbox) {
        switch (decision) {
            case SessionDecision.Kept kept -> {
                families.put(kept.family());
                outbox.accepted(
                        false, kept.family().userId(), revision(kept.family().userId()));
            }
            case SessionDecision.Repeated repeated ->
                outbox.accepted(false, repeated.userId(), revision(repeated.userId()));
            case SessionDecision.Ended ended -> {
                families.delete(familyId);
                if (ended.event() != null) {
                    outbox.access(ended.event());
                }
                outbox.accepted(ended.event() != null, ended.userId(), 0);
            }
            case SessionDecision.Refused refused -> {
                if (refused.revoked() != null) {
                    families.put(refused.revoked());
                    outbox.access(refused.event());
                }
                outbox.refused(List.of(refused.code()));
            }
        }
    }
}
