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
import org.jspecify.annotations.Nullable;

/** Opens, renews and ends sessions. */
final class Sessions {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final AuthCommands writer;
    private final AccountView accounts;
    private final AccessTokens tokens;
    private final SuspensionView suspensions;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;
    private final OwnView own;

    /**
     * The lifetimes of refresh tokens, and the vault that computes their successors.
     *
     * @param lifetime how long an unused token is valid
     * @param grace how long after its first use a token gives its successor again, while that is unused
     * @param recovery how long after its first use a token gives its successor again, while that is unused, unless the
     *     token itself was given again that late
     */
    record RefreshTokens(Vault vault, Duration lifetime, Duration grace, Duration recovery) {}

    Sessions(
            AuthCommands writer,
            AccountView accounts,
            AccessTokens tokens,
            SuspensionView suspensions,
            RefreshTokens refreshTokens,
            InstantSource clock,
            OwnView own) {
        this.own = own;
        this.writer = writer;
        this.accounts = accounts;
        this.tokens = tokens;
        this.suspensions = suspensions;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /**
     * Opens a session of an account whose password was verified.
     *
     * @param language the language of the client, if there are texts in it
     * @throws ApiException {@code bad_credentials} when the account's password hash has changed since the verification
     */
    Session open(Account account, @Nullable String language) throws InterruptedException, TimeoutException {
        refuseSuspended(account);
        Instant now = now();
        RefreshToken token = RefreshToken.ofNewFamily();
        AuthResult.Accepted opened = Refusals.accepted(writer.decide(new AuthCommand.OpenSession(
                token.familyId(),
                account.userId(),
                token.hash(),
                now.plus(refreshTokens.lifetime()),
                now,
                account.passwordMark(),
                language)));
        return session(asDecided(opened), token, now);
    }

    /** @throws SuspendedException for a suspended account, with a token for an appeal */
    private void refuseSuspended(Account account) {
        try {
            suspensions.refuse(account.userId());
        } catch (ApiException e) {
            throw new SuspendedException(e, tokens.issueForAppeal(account.userId(), now()));
        }
    }

    /**
     * Continues a session with a refresh token, which is spent; within the grace a spent token continues the session
     * too.
     */
    Session refresh(String presented) throws InterruptedException, TimeoutException {
        RefreshToken token = parse(presented);
        Instant now = now();
        Spent spent = spend(token, token.successors(refreshTokens.vault()), now);
        suspensions.refuse(spent.rotated().user());
        return session(asDecided(spent.rotated()), spent.next(), now);
    }

    private record Spent(AuthResult.Accepted rotated, RefreshToken next) {}

    /**
     * The account at the revision of the session's decision, or a later one: a role that was taken away before that
     * decision is in no token that is issued after it.
     */
    private Account asDecided(AuthResult.Accepted session) throws InterruptedException, TimeoutException {
        return accounts.await(session.user(), Math.max(1, session.revision()), READ_TIMEOUT)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }

    /**
     * Spends a token. While a master key is being replaced, another instance may have computed the successor with
     * another accepted key: then the other successors are tried.
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

    /** Ends the token's family; does nothing when it has ended already. */
    void end(String presented) {
        Refusals.accepted(
                writer.decide(new AuthCommand.EndSession(parse(presented).familyId(), now())));
    }

    /**
     * Ends the user's sessions.
     *
     * @param kept the public id of the session that stays open; absent when all end
     */
    void endAll(UUID userId, @Nullable UUID kept) {
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
