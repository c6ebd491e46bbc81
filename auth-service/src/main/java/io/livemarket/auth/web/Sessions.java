package io.livemarket.auth.web;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.RefreshFamily;
import io.livemarket.auth.kafka.AuthCommands;
import io.livemarket.auth.tokens.AccessTokens;
import io.livemarket.auth.tokens.RefreshToken;
import io.livemarket.auth.view.AccountView;
import io.livemarket.auth.view.SuspensionView;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** Opens, renews and ends sessions. */
final class Sessions {

    private static final Duration ACCOUNT_KNOWN = Duration.ofSeconds(5);

    private final AuthCommands writer;
    private final AccountView accounts;
    private final AccessTokens tokens;
    private final SuspensionView suspensions;
    private final Vault vault;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;
    private final OwnView own;

    /**
     * How long refresh tokens are good.
     *
     * @param lifetime unless it is used
     * @param grace after its first use, while its successor is unused
     * @param recovery after its first use, while its successor is unused, and unless it was itself given that late
     */
    record RefreshTokens(Duration lifetime, Duration grace, Duration recovery) {}

    Sessions(
            AuthCommands writer,
            AccountView accounts,
            AccessTokens tokens,
            SuspensionView suspensions,
            Vault vault,
            RefreshTokens refreshTokens,
            InstantSource clock,
            OwnView own) {
        this.own = own;
        this.writer = writer;
        this.accounts = accounts;
        this.tokens = tokens;
        this.suspensions = suspensions;
        this.vault = vault;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /**
     * A new session of that account, whose password was verified.
     *
     * @throws ApiException {@code bad_credentials} where the account's password hash became another one since
     */
    Session open(Account account) throws InterruptedException, TimeoutException {
        suspensions.refuse(account.userId());
        Instant now = now();
        RefreshToken token = RefreshToken.ofNewFamily();
        AuthResult.Accepted opened = Refusals.accepted(writer.decide(new AuthCommand.OpenSession(
                token.familyId(),
                account.userId(),
                token.hash(),
                now.plus(refreshTokens.lifetime()),
                now,
                account.passwordMark())));
        return session(asDecided(opened), token, now);
    }

    /**
     * The session that goes on with a refresh token, which is spent by it; again within the grace, the session that
     * went on.
     */
    Session refresh(String presented) throws InterruptedException, TimeoutException {
        RefreshToken token = parse(presented);
        Instant now = now();
        Spent spent = spend(token, token.successors(vault), now);
        suspensions.refuse(spent.rotated().userId());
        return session(asDecided(spent.rotated()), spent.next(), now);
    }

    private record Spent(AuthResult.Accepted rotated, RefreshToken next) {}

    /**
     * The account as it was when the session was decided, or later: a role that was taken away before is in no token
     * that is issued after.
     */
    private Account asDecided(AuthResult.Accepted session) throws InterruptedException, TimeoutException {
        return accounts.await(session.userId(), Math.max(1, session.revision()), ACCOUNT_KNOWN)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }

    /**
     * While a master key is replaced, another instance may have named the successor by one of the other accepted keys.
     */
    private Spent spend(RefreshToken token, List<RefreshToken> successors, Instant now) {
        RefreshToken next = successors.getFirst();
        AuthResult result = writer.decide(new AuthCommand.RotateRefresh(
                token.familyId(),
                token.hash(),
                next.hash(),
                now.plus(refreshTokens.lifetime()),
                now,
                refreshTokens.grace(),
                refreshTokens.recovery()));
        return result instanceof AuthResult.Refused(var _, List<ErrorCode> codes)
                        && codes.contains(ErrorCode.REFRESH_TOKEN_REUSED)
                        && successors.size() > 1
                ? spend(token, successors.subList(1, successors.size()), now)
                : new Spent(Refusals.accepted(result), next);
    }

    /** Ends the token's family; one that has ended already is none to end. */
    void end(String presented) {
        Refusals.accepted(
                writer.decide(new AuthCommand.EndSession(parse(presented).familyId(), now())));
    }

    /** Ends the user's sessions but that one, which is named by its public id; all where it is null. */
    void endAll(UUID userId, UUID kept) {
        Refusals.accepted(writer.decide(new AuthCommand.EndSessions(userId, kept, now())));
    }

    private Session session(Account account, RefreshToken token, Instant now) {
        return new Session(
                tokens.issue(account, RefreshFamily.sessionOf(token.familyId()), now),
                token.text(),
                tokens.lifetime().toSeconds(),
                own.of(account));
    }

    private static RefreshToken parse(String presented) {
        return RefreshToken.parse(presented).orElseThrow(() -> new ApiException(ErrorCode.REFRESH_TOKEN_INVALID));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
