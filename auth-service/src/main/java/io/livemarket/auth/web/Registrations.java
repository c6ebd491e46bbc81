package io.livemarket.auth.web;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.kafka.AuthCommands;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.auth.view.AccountView;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Opens and changes accounts. What it answers with, this instance's account view already has. */
final class Registrations {

    private static final Duration OWN_WRITE = Duration.ofSeconds(5);
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final AuthCommands writer;
    private final AccountView accounts;
    private final PasswordHashing hashing;
    private final Vault vault;
    private final Validator validator;
    private final InstantSource clock;
    private final MailRequests mails;
    private final OwnView own;

    Registrations(
            AuthCommands writer,
            AccountView accounts,
            PasswordHashing hashing,
            Vault vault,
            Validator validator,
            InstantSource clock,
            MailRequests mails,
            OwnView own) {
        this.own = own;
        this.mails = mails;
        this.writer = writer;
        this.accounts = accounts;
        this.hashing = hashing;
        this.vault = vault;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Opens an account; with an idempotency key that was used for the same request, gives the first answer again.
     *
     * @param idempotencyKey or null
     * @param language the header {@code Accept-Language}, or null
     */
    UserBody register(Requests.Register request, String idempotencyKey, String language)
            throws InterruptedException, TimeoutException {
        new FieldRules(validator)
                .username(request.username())
                .email(request.email())
                .password(request.password(), request.username())
                .avatarUrl(request.avatarUrl())
                .check();
        checkKey(idempotencyKey);
        AuthResult.Accepted accepted = Refusals.accepted(writer.decide(new AuthCommand.RegisterUser(
                Ids.next(),
                request.username(),
                request.email(),
                hashing.hash(request.password()),
                request.avatarUrl(),
                idempotencyKey == null ? null : vault.fingerprint("idempotency-key", idempotencyKey),
                idempotencyKey == null ? null : fingerprint(request),
                now(),
                mails.verification(language))));
        Account account = written(accepted.userId(), accepted.revision());
        return accepted.repeated() ? again(request, account, accepted.at()) : own.of(account);
    }

    /** The first answer, where the request has the password of the account too: the fingerprint does not cover it. */
    private UserBody again(Requests.Register request, Account account, Instant registeredAt) {
        if (!hashing.verify(request.password(), account.passwordHash())) {
            throw new ApiException(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        UserBody now = own.of(account);
        return new UserBody(
                account.userId(),
                request.username(),
                request.email(),
                request.avatarUrl(),
                now.status(),
                registeredAt,
                registeredAt,
                null,
                now.emailVerified());
    }

    /**
     * Changes an account; fields that are null stay as they are, and an empty {@code avatarUrl} is removed.
     *
     * @param language the header {@code Accept-Language}, or null
     */
    UserBody update(UUID userId, Requests.Update request, String language)
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
        AuthResult.Accepted accepted = Refusals.accepted(writer.decide(new AuthCommand.UpdateProfile(
                userId,
                request.username(),
                request.email(),
                request.avatarUrl(),
                now,
                now.plus(mails.resetAfterAddressChange()),
                request.email() == null ? null : mails.verification(language))));
        return own.of(written(accepted.userId(), accepted.revision()));
    }

    private Account written(UUID userId, long revision) throws InterruptedException, TimeoutException {
        return accounts.await(userId, revision, OWN_WRITE)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }

    private String fingerprint(Requests.Register request) {
        return vault.fingerprint(
                "registration",
                Json.MAPPER.writeValueAsString(
                        Arrays.asList(request.username(), request.email(), request.avatarUrl())));
    }

    private static void checkKey(String idempotencyKey) {
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
