package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.ServiceAccess;
import io.livemarket.auth.domain.ServiceCommand;
import io.livemarket.auth.domain.TokenSecret;
import io.livemarket.auth.tokens.RandomSecret;
import io.livemarket.auth.view.AccountView;
import io.livemarket.events.Ids;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes service accounts for operators. Secrets leave this service once, when they are made. */
final class ServiceAccounts {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts fresh;
    private final AccountView accounts;
    private final Validator validator;
    private final InstantSource clock;

    ServiceAccounts(
            Function<AuthCommand, AuthResult> writer,
            Logins.Accounts fresh,
            AccountView accounts,
            Validator validator,
            InstantSource clock) {
        this.writer = writer;
        this.fresh = fresh;
        this.accounts = accounts;
        this.validator = validator;
        this.clock = clock;
    }

    /** A new secret: its value, for the operator, and its stored form. */
    private record NewSecret(String value, ServiceAccess.Secret stored) {

        static NewSecret at(Instant now) {
            String value = RandomSecret.next();
            return new NewSecret(value, new ServiceAccess.Secret(Ids.next(), TokenSecret.hash(value), now));
        }
    }

    /** All service accounts. */
    List<ServiceBody> list() throws InterruptedException, TimeoutException {
        fresh.awaitFresh();
        return accounts.services().stream()
                .map(account -> ServiceBody.of(account, null))
                .toList();
    }

    /** @throws ApiException {@code username_taken}, {@code too_many_services}, {@code invalid_username} */
    ServiceBody create(Requests.CreateService request, UUID author) throws InterruptedException, TimeoutException {
        FieldRules rules = new FieldRules(validator);
        String name = rules.username(request.name());
        rules.check();
        NewSecret secret = NewSecret.at(now());
        return changed(
                new ServiceCommand.CreateService(
                        Ids.next(), name, checked(request.scopes()), secret.stored(), author, now()),
                secret.value());
    }

    /** @throws ApiException {@code user_not_found} */
    ServiceBody setScopes(UUID id, Requests.Scopes request, UUID author) throws InterruptedException, TimeoutException {
        return changed(new ServiceCommand.ChangeServiceScopes(id, checked(request.scopes()), author, now()), null);
    }

    /** @throws ApiException {@code user_not_found}; {@code too_many_services} for a third secret */
    ServiceBody addSecret(UUID id, UUID author) throws InterruptedException, TimeoutException {
        NewSecret secret = NewSecret.at(now());
        return changed(new ServiceCommand.AddServiceSecret(id, secret.stored(), author, now()), secret.value());
    }

    /** @throws ApiException {@code user_not_found} */
    void removeSecret(UUID id, UUID secretId, UUID author) throws InterruptedException, TimeoutException {
        changed(new ServiceCommand.RemoveServiceSecret(id, secretId, author, now()), null);
    }

    /** @throws ApiException {@code user_not_found} */
    void delete(UUID id, UUID author) throws InterruptedException, TimeoutException {
        changed(new ServiceCommand.DeleteService(id, author, now()), null);
    }

    private static List<String> checked(@Nullable List<String> scopes) {
        if (scopes == null
                || scopes.isEmpty()
                || scopes.stream().anyMatch(Objects::isNull)
                || !Callers.SCOPES.containsAll(scopes)) {
            throw ApiException.invalid("scopes");
        }
        return scopes;
    }

    private ServiceBody changed(ServiceCommand command, @Nullable String secret)
            throws InterruptedException, TimeoutException {
        AuthResult.Accepted accepted = Refusals.accepted(writer.apply(command));
        Account account = accounts.await(command.userId(), accepted.revision(), READ_TIMEOUT)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
        return ServiceBody.of(account, secret);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
