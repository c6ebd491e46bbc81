package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.RoleDecider;
import io.livemarket.auth.tokens.Roles;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Grants roles and takes them away for operators; the writer decides whether the author is an operator. Roles of the
 * configuration cannot be changed.
 */
final class RoleChanges {

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts accounts;
    private final Roles roles;
    private final InstantSource clock;

    RoleChanges(Function<AuthCommand, AuthResult> writer, Logins.Accounts accounts, Roles roles, InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * Grants a role; does nothing when the user has it by a grant already.
     *
     * @throws ApiException {@code user_not_found}, {@code user_deleted}; {@code forbidden} for the author itself, for
     *     the role of operators, and for an author that is no operator any more; {@code invalid_request} for a role
     *     that does not exist
     */
    void grant(UUID userId, String role, UUID author) {
        check(role);
        Refusals.accepted(writer.apply(new AuthCommand.GrantRole(userId, role, author, now())));
    }

    /**
     * Takes a role away; does nothing when the user does not have it.
     *
     * @throws ApiException as {@link #grant}; {@code forbidden} also for a role that the configuration gives
     * @throws TimeoutException when this instance's account view is behind
     */
    void revoke(UUID userId, String role, UUID author) throws InterruptedException, TimeoutException {
        check(role);
        accounts.awaitFresh();
        Account account = accounts.byId(userId).orElseThrow(() -> new ApiException(ErrorCode.USER_NOT_FOUND));
        if (roles.isConfigured(role, account)) {
            throw new ApiException(
                    ErrorCode.FORBIDDEN, "The configuration of auth-service gives the role; it is taken away there.");
        }
        Refusals.accepted(writer.apply(new AuthCommand.RevokeRole(userId, role, author, now())));
    }

    private static void check(String role) {
        if (role.equals(Callers.OPERATOR)) {
            throw new ApiException(ErrorCode.FORBIDDEN, "Operators are those of the configuration of auth-service.");
        }
        if (!role.equals(RoleDecider.GRANTABLE)) {
            throw ApiException.invalid("role");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
