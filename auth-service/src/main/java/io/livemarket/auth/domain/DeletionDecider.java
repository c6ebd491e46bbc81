package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.UserEvent;
import java.util.Optional;

/**
 * The rules of deleting an account, whose password was verified: a deletion is decided once, and a repeat changes
 * nothing. Where the password was changed after it was verified, or an operator granted the account a role, nothing is
 * deleted. Never reads a clock, a store or the network.
 */
public final class DeletionDecider {

    private DeletionDecider() {}

    /** Decides a deletion. */
    public static AccountDecision delete(Optional<Account> known, AuthCommand.DeleteAccount command) {
        return known.map(account -> delete(account, command))
                .orElseGet(() -> AccountDecision.refused(ErrorCode.USER_NOT_FOUND));
    }

    private static AccountDecision delete(Account account, AuthCommand.DeleteAccount command) {
        if (account.wasDeleted()) {
            return new AccountDecision.Unchanged(account);
        }
        if (account.wasGranted(RoleDecider.GRANTABLE)) {
            return AccountDecision.refused(ErrorCode.FORBIDDEN);
        }
        if (command.passwordMark() != null && !command.passwordMark().equals(account.passwordMark())) {
            return AccountDecision.refused(ErrorCode.WRONG_PASSWORD);
        }
        return new AccountDecision.Changed(
                account,
                account.deleted(command.requestedAt()),
                new UserEvent.UserDeleted(account.userId(), account.version() + 1, command.requestedAt()));
    }

    /**
     * The fact by which gateways refuse the user's access tokens and close the user's sockets; empty where nothing was
     * deleted.
     */
    public static Optional<AccessFact> accessEnded(AccountDecision decision) {
        return decision instanceof AccountDecision.Changed(var _, Account account, UserEvent.UserDeleted deleted)
                ? Optional.of(new AccessFact.AccessEnded(account.userId(), deleted.deletedAt()))
                : Optional.empty();
    }
}
