package io.livemarket.auth.web;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registers and changes accounts. When the response is sent, this instance's account view has the change. */
final class Registrations {

    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final AccountWrites writes;
    private final PasswordHashing hashing;
    private final Vault vault;
    private final Validator validator;
    private final InstantSource clock;
    private final MailRequests mails;
    private final OwnView own;

    Registrations(
            AccountWrites writes,
            PasswordHashing hashing,
            Vault vault,
            Validator validator,
            InstantSource clock,
            MailRequests mails,
            OwnView own) {
        this.own = own;
        this.mails = mails;
        this.writes = writes;
        this.hashing = hashing;
        this.vault = vault;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Registers an account. A request that is repeated with its idempotency key gets the first response again.
     *
     * @param idempotencyKey the client's idempotency key, if it sent one
     * @param language the header {@code Accept-Language}, if the request has it
     */
    UserBody register(Requests.Register request, @Nullable String idempotencyKey, @Nullable String language)
            throws InterruptedException, TimeoutException {
        FieldRules rules = new FieldRules(validator);
        String username = rules.username(request.username());
        String email = rules.email(request.email());
        String password = rules.password(request.password(), request.username());
        rules.avatarUrl(request.avatarUrl());
        rules.check();
        checkKey(idempotencyKey);
        AuthCommand.RegisterUser command = new AuthCommand.RegisterUser(
                Ids.next(),
                username,
                email,
                hashing.hash(password),
                request.avatarUrl(),
                idempotencyKey == null ? null : vault.fingerprint("idempotency-key", idempotencyKey),
                idempotencyKey == null ? null : fingerprint(request),
                now(),
                mails.verificationIfOn(language));
        AuthResult.Accepted accepted = writes.decide(command);
        Account account = writes.written(accepted);
        Instant registeredAt = accepted.at();
        return accepted.repeated() && registeredAt != null
                ? again(command, password, account, registeredAt)
                : own.of(account);
    }

    /** The first response, if the password is the account's: the fingerprint of the request does not cover it. */
    private UserBody again(AuthCommand.RegisterUser command, String password, Account account, Instant registeredAt) {
        if (!hashing.verify(password, account.passwordHash())) {
            throw new ApiException(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        UserBody now = own.of(account);
        return new UserBody(
                account.userId(),
                command.username(),
                command.email(),
                command.avatarUrl(),
                now.status(),
                new UserBody.Times(registeredAt, registeredAt),
                null,
                now.emailVerified());
    }

    /**
     * Changes an account; absent fields stay as they are, and an empty {@code avatarUrl} is removed.
     *
     * @param language the header {@code Accept-Language}, if the request has it
     */
    UserBody update(UUID userId, Requests.Update request, @Nullable String language)
            throws InterruptedException, TimeoutException {
        FieldRules rules = new FieldRules(validator);
        if (request.username() != null) {
            rules.username(request.username());
        }
        if (request.email() != null) {
            rules.email(request.email());
        }
        if (request.avatarUrl() != null && !request.avatarUrl().isEmpty()) {
            rules.avatarUrl(request.avatarUrl());
        }
        rules.check();
        Instant now = now();
        AuthResult.Accepted accepted = writes.decide(new AuthCommand.UpdateProfile(
                userId,
                request.username(),
                request.email(),
                request.avatarUrl(),
                now,
                now.plus(mails.resetAfterAddressChange()),
                request.email() == null ? null : mails.verificationIfOn(language)));
        return own.of(writes.written(accepted));
    }

    private String fingerprint(Requests.Register request) {
        return vault.fingerprint(
                "registration",
                Json.MAPPER.writeValueAsString(
                        Arrays.asList(request.username(), request.email(), request.avatarUrl())));
    }

    private static void checkKey(@Nullable String idempotencyKey) {
        if (idempotencyKey != null && !IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST,
                    null,
                    List.of(FieldProblem.of("Idempotency-Key", ErrorCode.INVALID_REQUEST)));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
