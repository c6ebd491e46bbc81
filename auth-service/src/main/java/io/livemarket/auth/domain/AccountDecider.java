package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of accounts: a user name and an e-mail address belong to one account each, whatever their case, and a
 * repeated registration gets the first response. Never reads a clock, a store or the network.
 */
public final class AccountDecider {

    private static final List<String> ROLES = List.of("user");

    private AccountDecider() {}

    /** Decides a registration. */
    public static AccountDecision register(Accounts accounts, AuthCommand.RegisterUser command) {
        Account existing = accounts.byId(command.userId()).orElse(null);
        if (existing != null) {
            // Each registration has a new id: this command was decided before.
            return new AccountDecision.Repeated(existing.userId(), existing.createdAt());
        }
        Registration earlier = command.idempotencyKey() == null
                ? null
                : accounts.registration(command.idempotencyKey()).orElse(null);
        if (earlier != null) {
            return earlier.fingerprint().equals(command.fingerprint())
                    ? new AccountDecision.Repeated(earlier.userId(), earlier.registeredAt())
                    : AccountDecision.refused(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        List<ErrorCode> taken = taken(accounts, command.userId(), command.username(), command.email());
        if (!taken.isEmpty()) {
            return new AccountDecision.Refused(taken);
        }
        Account account = new Account(
                command.userId(),
                1,
                1,
                command.username(),
                command.email(),
                command.passwordHash(),
                command.avatarUrl(),
                ROLES,
                command.requestedAt(),
                command.requestedAt(),
                command.requestedAt());
        return new AccountDecision.Changed(
                null,
                account,
                new UserEvent.UserRegistered(
                        account.userId(), 1, account.username(), account.avatarUrl(), account.createdAt()));
    }

    /** Decides a change of an account by its user. */
    public static AccountDecision update(Accounts accounts, AuthCommand.UpdateProfile command) {
        Account account = accounts.byId(command.userId()).orElse(null);
        if (account == null || account.wasDeleted()) {
            return AccountDecision.refused(ErrorCode.USER_NOT_FOUND);
        }
        List<ErrorCode> taken = taken(accounts, command.userId(), command.username(), command.email());
        if (!taken.isEmpty()) {
            return new AccountDecision.Refused(taken);
        }
        String username = command.username() == null ? account.username() : command.username();
        String email = command.email() == null ? account.email() : command.email();
        String avatarUrl = command.avatarUrl() == null ? account.avatarUrl() : emptyToNull(command.avatarUrl());
        boolean publicly = !username.equals(account.username()) || !Objects.equals(avatarUrl, account.avatarUrl());
        if (!publicly && email.equals(account.email())) {
            return new AccountDecision.Unchanged(account);
        }
        long version = publicly ? account.version() + 1 : account.version();
        Account changed = new Account(
                account.userId(),
                account.revision() + 1,
                version,
                username,
                email,
                account.passwordHash(),
                avatarUrl,
                account.roles(),
                account.createdAt(),
                command.requestedAt(),
                publicly ? command.requestedAt() : account.profileUpdatedAt(),
                null,
                account.grants(),
                email.equals(account.email()) ? account.emailProof() : new EmailProof(null, command.resetsFrom()),
                account.external(),
                account.service());
        return new AccountDecision.Changed(
                account,
                changed,
                !publicly
                        ? null
                        : new UserEvent.ProfileUpdated(
                                changed.userId(), version, username, avatarUrl, command.requestedAt()));
    }

    /** Decides a change of the password, which was verified against the hash that the command names. */
    public static AccountDecision changePassword(Accounts accounts, AuthCommand.ChangePassword command) {
        Account account = accounts.byId(command.userId()).orElse(null);
        if (account == null) {
            return AccountDecision.refused(ErrorCode.USER_NOT_FOUND);
        }
        return account.passwordMark().equals(command.passwordMark())
                ? new AccountDecision.Changed(
                        account, account.withPassword(command.passwordHash(), command.requestedAt()), null)
                : AccountDecision.refused(ErrorCode.WRONG_PASSWORD);
    }

    /** Decides a new hash of an unchanged password: the first one counts, and none after a change of the password. */
    public static AccountDecision replaceHash(Accounts accounts, AuthCommand.ReplacePasswordHash command) {
        Account account = accounts.byId(command.userId()).orElse(null);
        if (account == null) {
            return AccountDecision.refused(ErrorCode.USER_NOT_FOUND);
        }
        return account.passwordMark().equals(command.passwordMark())
                ? new AccountDecision.Changed(
                        account, account.withPassword(command.passwordHash(), account.updatedAt()), null)
                : new AccountDecision.Unchanged(account);
    }

    private static List<ErrorCode> taken(
            Accounts accounts, UUID by, @Nullable String username, @Nullable String email) {
        List<ErrorCode> taken = new ArrayList<>(2);
        if (username != null
                && accounts.holderOfUsername(Account.folded(username))
                        .filter(holder -> !holder.equals(by))
                        .isPresent()) {
            taken.add(ErrorCode.USERNAME_TAKEN);
        }
        if (email != null
                && accounts.holderOfEmail(Account.folded(email))
                        .filter(holder -> !holder.equals(by))
                        .isPresent()) {
            taken.add(ErrorCode.EMAIL_TAKEN);
        }
        return taken;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
