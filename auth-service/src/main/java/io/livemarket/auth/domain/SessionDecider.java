package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of refresh tokens: each gives one successor, and a spent one that is used again ends its whole family,
 * since either its owner or a thief holds a later one (RFC 9700 section 4.14.2). Two tabs that refresh at one time, and
 * a client that lost a response, use a token again too: while its successor is unused, the token gives that successor
 * again, for a short grace after the first use (decision 068), and later once in a row (decision 079). A family's id is
 * as secret as its tokens, so a wrong secret with a right id counts as a spent token. Never reads a clock, a store or
 * the network.
 */
public final class SessionDecider {

    private SessionDecider() {}

    /**
     * Decides a log-in, whose password was verified. It is rejected when a change of the password was decided after the
     * verification.
     */
    public static SessionDecision open(Optional<Account> account, AuthCommand.OpenSession command) {
        boolean stale = command.passwordMark() != null
                && account.filter(known -> known.passwordMark().equals(command.passwordMark()))
                        .isEmpty();
        if (account.isEmpty() || account.get().wasDeleted() || stale) {
            return new SessionDecision.Refused(ErrorCode.BAD_CREDENTIALS);
        }
        return new SessionDecision.Kept(new RefreshFamily(
                command.familyId(), command.userId(), command.tokenHash(), command.expiresAt(), false));
    }

    /** Decides the use of a refresh token. */
    public static SessionDecision rotate(Optional<RefreshFamily> known, AuthCommand.RotateRefresh command) {
        RefreshFamily family = known.orElse(null);
        if (family == null || !command.requestedAt().isBefore(family.expiresAt())) {
            return new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_INVALID);
        }
        if (family.revoked()) {
            return new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_REUSED);
        }
        if (family.tokenHash().equals(command.presentedHash())) {
            return new SessionDecision.Kept(
                    family.rotated(command.nextHash(), command.nextExpiresAt(), command.requestedAt()));
        }
        if (isRepeatWithin(command.grace(), family, command)) {
            return again(family, family, command);
        }
        return isRepeatWithin(command.recovery(), family, command) && !family.wasGivenLate(command.presentedHash())
                ? again(family, family.givenLate(), command)
                : new SessionDecision.Refused(
                        ErrorCode.REFRESH_TOKEN_REUSED, family.revokedForReuse(), ended(family, "reuse", command));
    }

    private static boolean isRepeatWithin(
            @Nullable Duration time, RefreshFamily family, AuthCommand.RotateRefresh command) {
        return time != null && family.wasSpentWithin(time, command.presentedHash(), command.requestedAt());
    }

    /**
     * Gives the newest token again. An instance with another master key, or of version 0.1.0, names another successor
     * and cannot give the newest token; the family continues, since that is no theft.
     */
    private static SessionDecision again(RefreshFamily family, RefreshFamily after, AuthCommand.RotateRefresh command) {
        if (!family.tokenHash().equals(command.nextHash())) {
            return new SessionDecision.Refused(ErrorCode.REFRESH_TOKEN_REUSED);
        }
        return after.equals(family) ? new SessionDecision.Repeated(family.userId()) : new SessionDecision.Kept(after);
    }

    private static AccessFact.SessionEnded ended(RefreshFamily family, String reason, AuthCommand command) {
        return new AccessFact.SessionEnded(
                family.userId(), RefreshFamily.sessionOf(family.familyId()), reason, command.requestedAt());
    }

    /** Decides a log-out, by any token of the family; does nothing for a family that has ended. */
    public static SessionDecision end(Optional<RefreshFamily> known, AuthCommand.EndSession command) {
        return new SessionDecision.Ended(
                known.map(family -> ended(family, "logout", command)).orElse(null));
    }
}
