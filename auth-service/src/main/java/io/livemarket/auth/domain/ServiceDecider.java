package io.livemarket.auth.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.users.UserEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rules of service accounts: there are at most {@value #MOST}, a name has one holder among all accounts, and a
 * service account has one secret or two. A repeat changes nothing. Never reads a clock, a store or the network.
 */
public final class ServiceDecider {

    /** The most service accounts. */
    public static final int MOST = 100;

    private static final List<String> ROLES = List.of("service");

    private ServiceDecider() {}

    /**
     * Decides a command.
     *
     * @param services the number of service accounts
     */
    public static AccountDecision decide(Accounts accounts, int services, ServiceCommand command) {
        return switch (command) {
            case ServiceCommand.CreateService create -> create(accounts, services, create);
            case ServiceCommand.ChangeServiceScopes change ->
                change(accounts, command, access -> access.withScopes(change.scopes()));
            case ServiceCommand.AddServiceSecret add -> add(accounts, add);
            case ServiceCommand.RemoveServiceSecret remove ->
                change(accounts, command, access -> access.without(remove.secretId()));
            case ServiceCommand.DeleteService delete -> delete(accounts, delete);
        };
    }

    private static AccountDecision create(Accounts accounts, int services, ServiceCommand.CreateService create) {
        Account known = accounts.byId(create.userId()).orElse(null);
        if (known != null) {
            return new AccountDecision.Unchanged(known);
        }
        if (services >= MOST) {
            return AccountDecision.refused(ErrorCode.TOO_MANY_SERVICES);
        }
        if (accounts.holderOfUsername(Account.folded(create.name())).isPresent()) {
            return AccountDecision.refused(ErrorCode.USERNAME_TAKEN);
        }
        Account account = new Account(
                create.userId(),
                1,
                1,
                create.name(),
                "",
                "",
                null,
                ROLES,
                create.requestedAt(),
                create.requestedAt(),
                create.requestedAt(),
                null,
                List.of(),
                EmailProof.NONE,
                null,
                new ServiceAccess(create.scopes(), List.of(create.secret())));
        return new AccountDecision.Changed(
                null,
                account,
                new UserEvent.UserRegistered(account.userId(), 1, account.username(), null, account.createdAt()));
    }

    private static AccountDecision add(Accounts accounts, ServiceCommand.AddServiceSecret add) {
        Optional<ServiceAccess> access = accounts.byId(add.userId()).map(Account::service);
        if (access.filter(known ->
                        !known.hasSecret(add.secret().id()) && known.secrets().size() >= ServiceAccess.MOST_SECRETS)
                .isPresent()) {
            return AccountDecision.refused(ErrorCode.TOO_MANY_SERVICES);
        }
        return change(accounts, add, known -> known.hasSecret(add.secret().id()) ? known : known.with(add.secret()));
    }

    private static AccountDecision change(
            Accounts accounts, ServiceCommand command, UnaryOperator<ServiceAccess> change) {
        Account account = accounts.byId(command.userId()).orElse(null);
        ServiceAccess access = account == null ? null : account.service();
        if (account == null || access == null) {
            return AccountDecision.refused(ErrorCode.USER_NOT_FOUND);
        }
        ServiceAccess changed = change.apply(access);
        return changed.equals(access)
                ? new AccountDecision.Unchanged(account)
                : new AccountDecision.Changed(account, account.withService(changed, command.requestedAt()), null);
    }

    private static AccountDecision delete(Accounts accounts, ServiceCommand.DeleteService delete) {
        Account account = accounts.byId(delete.userId()).orElse(null);
        if (account == null || account.service() == null && !account.wasDeleted()) {
            return AccountDecision.refused(ErrorCode.USER_NOT_FOUND);
        }
        return DeletionDecider.delete(
                Optional.of(account), new AuthCommand.DeleteAccount(delete.userId(), delete.requestedAt()));
    }
}
