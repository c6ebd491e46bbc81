package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.domain.SessionDecider;
import io.livemarket.auth.domain.SessionDecision;
import io.livemarket.auth.domain.SessionsDecider;
import io.livemarket.events.users.AccessFact;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides commands about sessions on the state, stores the outcome and publishes it. */
final class SessionDecisions {

    private final AuthState state;
    private final RefreshFamilies families;

    SessionDecisions(AuthState state) {
        this.state = state;
        this.families = state.families();
    }

    void open(AuthCommand.OpenSession open, AuthOutbox outbox) {
        SessionDecision decision = SessionDecider.open(state.byId(open.userId()), open);
        if (decision instanceof SessionDecision.Kept) {
            end(SessionsDecider.surplus(families.of(open.userId())), "surplus", open.requestedAt(), outbox);
            String language = open.language();
            if (language != null) {
                state.mails().putLanguage(open.userId(), language);
            }
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
     * @param kept the public id of the session that stays open; absent when all end
     * @return whether a fact for gateways was published
     */
    boolean endAllBut(@Nullable UUID kept, UUID userId, String reason, Instant at, AuthOutbox outbox) {
        families.endedBut(kept, userId, at);
        return end(SessionsDecider.allBut(kept, families.of(userId)), reason, at, outbox);
    }

    /** Deletes all sessions of a deleted account; a fact about the user informs gateways. */
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
     * The account's revision, for the answer: the instance issues the access token from this revision of the account
     * and its roles, or a later one.
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
                AccessFact event = ended.event();
                if (event != null) {
                    outbox.access(event);
                }
                outbox.accepted(event != null, ended.userId(), 0);
            }
            case SessionDecision.Refused refused -> {
                RefreshFamily revoked = refused.revoked();
                AccessFact event = refused.event();
                if (revoked != null) {
                    families.put(revoked);
                }
                if (event != null) {
                    outbox.access(event);
                }
                outbox.refused(List.of(refused.code()));
            }
        }
    }
}
