package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of accounts that the external issuer has. The account's id is made from the issuer's id of the user, so
 * that each user is registered once, whichever of several requests comes first; a deleted account is never registered
 * again. Never reads a clock, a store or the network.
 */
public final class ExternalDecider {

    private static final List<String> ROLES = List.of("user");

    private ExternalDecider() {}

    /** Decides a registration, or a change by the marketplace. */
    public static AccountDecision put(Accounts accounts, AuthCommand.PutExternalUser command) {
        Account account = accounts.byId(command.userId()).orElse(null);
        if (account != null && account.wasDeleted()) {
            return AccountDecision.refused(ErrorCode.USER_DELETED);
        }
        if (account == null) {
            return register(accounts, command);
        }
        return command.registersOnly() || !command.identity().equals(account.external())
                ? new AccountDecision.Unchanged(account)
                : change(accounts, account, command);
    }

    private static AccountDecision register(Accounts accounts, AuthCommand.PutExternalUser command) {
        ExternalProfile profile = command.profile();
        Optional<String> username = username(accounts, null, command);
        if (username.isEmpty()) {
            return AccountDecision.refused(ErrorCode.USERNAME_TAKEN);
        }
        Account account = new Account(
                command.userId(),
                1,
                1,
                username.get(),
                Objects.requireNonNullElse(profile.email(), ""),
                "",
                emptyToNull(profile.avatarUrl()),
                ROLES,
                command.requestedAt(),
                command.requestedAt(),
                command.requestedAt(),
                null,
                List.of(),
                proof(EmailProof.NONE, false, command),
                command.identity(),
                null);
        return new AccountDecision.Changed(
                null,
                account,
                new UserEvent.UserRegistered(
                        account.userId(), 1, account.username(), account.avatarUrl(), account.createdAt()));
    }

    private static AccountDecision change(Accounts accounts, Account account, AuthCommand.PutExternalUser command) {
        ExternalProfile profile = command.profile();
        String username = profile.name() == null
                ? account.username()
                : username(accounts, account, command).orElse(account.username());
        String avatarUrl = profile.avatarUrl() == null ? account.avatarUrl() : emptyToNull(profile.avatarUrl());
        String email = Objects.requireNonNullElse(profile.email(), account.email());
        EmailProof proof = proof(account.emailProof(), !email.equals(account.email()), command);
        boolean publicly = !username.equals(account.username()) || !Objects.equals(avatarUrl, account.avatarUrl());
        if (!publicly && email.equals(account.email()) && proof.equals(account.emailProof())) {
            return new AccountDecision.Unchanged(account);
        }
        long version = publicly ? account.version() + 1 : account.version();
        Account changed = new Account(
                account.userId(),
                account.revision() + 1,
                version,
                username,
                email,
                "",
                avatarUrl,
                account.roles(),
                account.createdAt(),
                command.requestedAt(),
                publicly ? command.requestedAt() : account.profileUpdatedAt(),
                null,
                account.grants(),
                proof,
                account.external(),
                account.service());
        return new AccountDecision.Changed(
                account,
                changed,
                publicly
                        ? new UserEvent.ProfileUpdated(
                                changed.userId(), version, username, avatarUrl, command.requestedAt())
                        : null);
    }

    /**
     * The user name for the command's name; the account's present one if that is among the possible ones, so that a
     * repeat changes nothing. Empty where others hold all of them.
     */
    private static Optional<String> username(
            Accounts accounts, @Nullable Account account, AuthCommand.PutExternalUser command) {
        List<String> candidates = ExternalNames.candidates(command.profile().name(), command.userId());
        if (account != null && candidates.contains(account.username())) {
            return Optional.of(account.username());
        }
        return candidates.stream()
                .filter(name -> accounts.holderOfUsername(Account.folded(name)).isEmpty())
                .findFirst();
    }

    /** Another address is not verified unless the command verifies it. */
    private static EmailProof proof(EmailProof before, boolean isOther, AuthCommand.PutExternalUser command) {
        Boolean verified = command.profile().emailVerified();
        if (Boolean.TRUE.equals(verified)) {
            return (isOther ? EmailProof.NONE : before).verified(command.requestedAt());
        }
        return isOther || Boolean.FALSE.equals(verified) ? EmailProof.NONE : before;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
