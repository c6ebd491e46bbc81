package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
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
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** Opens, renews and ends sessions. */
final class Sessions {

    private static final Duration ACCOUNT_KNOWN = Duration.ofSeconds(5);

    private final AuthCommands writer;
    private final AccountView accounts;
    private final AccessTokens tokens;
    private final SuspensionView suspensions;
    private final Duration refreshTokenLifetime;
    private final InstantSource clock;

    Sessions(AuthCommands writer, AccountView accounts, AccessTokens tokens, SuspensionView suspensions,
            Duration refreshTokenLifetime, InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.tokens = tokens;
        this.suspensions = suspensions;
        this.refreshTokenLifetime = refreshTokenLifetime;
        this.clock = clock;
    }

    /** A new session of that account, whose password was verified. */
    Session open(Account account) {
        suspensions.refuse(account.userId());
        Instant now = now();
        RefreshToken token = RefreshToken.ofNewFamily();
        Refusals.accepted(writer.decide(new AuthCommand.OpenSession(
                token.familyId(), account.userId(), token.hash(), now.plus(refreshTokenLifetime), now)));
        return session(account, token, now);
    }

    /** The session that goes on with a refresh token, which is spent by it. */
    Session refresh(String presented) throws InterruptedException, TimeoutException {
        RefreshToken token = parse(presented);
        Instant now = now();
        RefreshToken next = RefreshToken.next(token.familyId());
        UUID userId = Refusals.accepted(writer.decide(new AuthCommand.RotateRefresh(
                token.familyId(), token.hash(), next.hash(), now.plus(refreshTokenLifetime), now))).userId();
        suspensions.refuse(userId);
        Account account = accounts.await(userId, 1, ACCOUNT_KNOWN)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
        return session(account, next, now);
    }

    /** Ends the token's family; one that has ended already is none to end. */
    void end(String presented) {
        Refusals.accepted(writer.decide(new AuthCommand.EndSession(parse(presented).familyId(), now())));
    }

    private Session session(Account account, RefreshToken token, Instant now) {
        return new Session(tokens.issue(account, now), token.text(), tokens.lifetime().toSeconds(),
                UserBody.own(account));
    }

    private static RefreshToken parse(String presented) {
        return RefreshToken.parse(presented).orElseThrow(() -> new ApiException(ErrorCode.REFRESH_TOKEN_INVALID));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
