package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.RoleEvent;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of roles that operators grant and take away. The author must be an operator when the command is decided.
 * Operators are those of the configuration, which is the root of trust: no command changes the set of operators. A
 * repeated command changes nothing. Never reads a clock, a store or the network.
 */
public final class RoleDecider {

    /** The role that operators grant and take away. */
    public static final String GRANTABLE = "moderator";

    private RoleDecider() {}

    /** The accounts that the configuration makes operators. */
    @FunctionalInterface
    public interface Operators {
        boolean include(Account account);
    }

    /**
     * Decides a grant. The roles of an external account are the issuer's, whose tokens have no other, and a service
     * account has scopes instead. No operator grants a role to itself, so that reading reports takes the decision of
     * two accounts.
     */
    public static AccountDecision grant(Accounts accounts, Operators operators, AuthCommand.GrantRole command) {
        if (!isOperator(accounts, operators, command.author())
                || !command.role().equals(GRANTABLE)
                || command.author().equals(command.userId())) {
            return AccountDecision.refused(ErrorCode.FORBIDDEN);
        }
        Account account = accounts.byId(command.userId()).orElse(null);
        if (account == null) {
            return AccountDecision.refused(ErrorCode.USER_NOT_FOUND);
        }
        if (account.external() != null) {
            return AccountDecision.refused(ErrorCode.ACCOUNT_ELSEWHERE);
        }
        if (account.service() != null) {
            return AccountDecision.refused(ErrorCode.FORBIDDEN);
        }
        if (account.wasDeleted()) {
            return AccountDecision.refused(ErrorCode.USER_DELETED);
        }
        return account.wasGranted(command.role())
                ? new AccountDecision.Unchanged(account)
                : new AccountDecision.Changed(
                        account,
                        account.with(
                                new RoleGrant(command.role(), command.author(), command.requestedAt()),
                                command.requestedAt()),
                        null);
    }

    /** Decides that a role ends; does nothing for an account that does not have the role. */
    public static AccountDecision revoke(Accounts accounts, Operators operators, AuthCommand.RevokeRole command) {
        if (!isOperator(accounts, operators, command.author())
                || !command.role().equals(GRANTABLE)) {
            return AccountDecision.refused(ErrorCode.FORBIDDEN);
        }
        return accounts.byId(command.userId())
                .<AccountDecision>map(account -> account.wasGranted(command.role())
                        ? new AccountDecision.Changed(
                                account, account.without(command.role(), command.requestedAt()), null)
                        : new AccountDecision.Unchanged(account))
                .orElseGet(() -> AccountDecision.refused(ErrorCode.USER_NOT_FOUND));
    }

    /** The event of a grant; empty where nothing changed. */
    public static Optional<RoleEvent> event(AccountDecision decision, AuthCommand.GrantRole command) {
        return decision instanceof AccountDecision.Changed(var _, Account account, var _)
                ? Optional.of(new RoleEvent.RoleGranted(
                        command.userId(), command.role(), command.author(), account.revision(), command.requestedAt()))
                : Optional.empty();
    }

    /** The event of the end of a role; empty where nothing changed. */
    public static Optional<RoleEvent> event(AccountDecision decision, AuthCommand.RevokeRole command) {
        return decision instanceof AccountDecision.Changed(var _, Account account, var _)
                ? Optional.of(new RoleEvent.RoleRevoked(
                        command.userId(), command.role(), command.author(), account.revision(), command.requestedAt()))
                : Optional.empty();
    }

    private static boolean isOperator(Accounts accounts, Operators operators, UUID author) {
        return accounts.byId(author)
                .filter(account -> !account.wasDeleted() && operators.include(account))
                .isPresent();
    }
}
