package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.kafka.AuthCommands;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.auth.tokens.Roles;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Deletes accounts. The password is asked for again, within the limits on failed log-ins: an access token alone deletes nothing. Once the
 * answer is given, this instance's account view has the deletion.
 */
final class Deletions {

    private static final Duration OWN_WRITE = Duration.ofSeconds(5);

    private final AuthCommands writer;
    private final FreshAccounts accounts;
    private final PasswordHashing hashing;
    private final LoginLimits limits;
    private final Roles roles;
    private final InstantSource clock;

    Deletions(AuthCommands writer, FreshAccounts accounts, PasswordHashing hashing, LoginLimits limits, Roles roles, InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.hashing = hashing;
        this.limits = limits;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * Deletes the caller's account; one that is deleted already stays so.
     *
     * @param address where the attempt comes from, in a form to count by
     * @throws ApiException     {@code wrong_password}, {@code rate_limited}; {@code forbidden} for an account that the operator gave a role
     * @throws TimeoutException when this instance can't know the newest accounts
     */
    void delete(UUID userId, String password, String address) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        Account account = accounts.accounts().byId(userId).orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
        if (account.wasDeleted()) {
            return;
        }
        if (roles.isGivenTo(account)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "The account has a role; the operator takes it away first.");
        }
        limits.attempt(LoginLimits.Target.byName(account), address, () -> verified(account, password));
        AuthResult.Accepted accepted = Refusals.accepted(writer.decide(
                new AuthCommand.DeleteAccount(userId, clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        accounts.accounts().await(userId, accepted.revision(), OWN_WRITE)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }

    private Account verified(Account account, String password) {
        if (!hashing.verify(password, account.passwordHash())) {
            throw new ApiException(ErrorCode.WRONG_PASSWORD);
        }
        return account;
    }
}
