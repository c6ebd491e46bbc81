package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.ExternalIdentity;
import io.livemarket.auth.domain.ExternalProfile;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.Callers;
import io.livemarket.kit.web.ExternalTokens;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Registers, changes and deletes the accounts of the external issuer's users. When the response is sent, the event is
 * committed, and this instance's account view has the change.
 */
final class ExternalUsers {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_NAME = 200;
    private static final String ALL = "all";

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts accounts;
    private final Deletions.ReadYourWrites readYourWrites;
    private final LiveMarketProperties.Auth settings;
    private final Attempts registrations;
    private final Validator validator;
    private final InstantSource clock;

    /** @param registrations the limit of registrations by access tokens, of all users together */
    ExternalUsers(
            Function<AuthCommand, AuthResult> writer,
            Logins.Accounts accounts,
            Deletions.ReadYourWrites readYourWrites,
            LiveMarketProperties.Auth settings,
            Attempts registrations,
            Validator validator,
            InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.readYourWrites = readYourWrites;
        this.settings = settings;
        this.registrations = registrations;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Registers the user of an access token; does nothing for a user that is registered.
     *
     * @throws ApiException {@code user_deleted}, {@code rate_limited}; {@code forbidden} for a token of ours
     * @throws TimeoutException when this instance's account view is behind
     */
    void register(Jwt token) throws InterruptedException, TimeoutException {
        if (!ExternalTokens.isExternal(token)) {
            throw new ApiException(ErrorCode.FORBIDDEN);
        }
        Optional<Account> known = accounts.byId(Callers.id(token));
        if (known.isPresent()) {
            if (known.get().wasDeleted()) {
                throw new ApiException(ErrorCode.USER_DELETED);
            }
            return;
        }
        registrations.take(ALL);
        Account _ = put(String.valueOf(token.getClaimAsString(ExternalTokens.SUBJECT)), profile(token), true);
    }

    /** The valid parts of a token's profile, without the invalid ones, since the user cannot change them. */
    private ExternalProfile profile(Jwt token) {
        String name = token.getClaimAsString(ExternalTokens.NAME);
        String email = token.getClaimAsString(ExternalTokens.EMAIL);
        String picture = token.getClaimAsString(ExternalTokens.PICTURE);
        boolean isEmail = email != null && FieldRules.isEmail(email, validator);
        return new ExternalProfile(
                name != null && name.length() <= LONGEST_NAME ? name : null,
                isEmail ? email : null,
                isEmail && Boolean.TRUE.equals(token.getClaim(ExternalTokens.EMAIL_VERIFIED)),
                picture != null && FieldRules.isHttps(picture) ? picture : null);
    }

    /**
     * Registers a user for the marketplace, or changes the user's profile.
     *
     * @throws ApiException {@code user_deleted}, {@code username_taken}; {@code invalid_request} and
     *     {@code invalid_email} for a field; {@code not_found} without an external issuer
     * @throws TimeoutException when this instance's account view is behind
     */
    UserBody put(@Nullable String externalId, Requests.ExternalUser user)
            throws InterruptedException, TimeoutException {
        FieldRules rules = new FieldRules(validator);
        rules.check("externalId", externalId != null && ExternalTokens.isSubject(externalId));
        String name = user.name();
        rules.check("name", name == null || !name.isBlank() && name.length() <= LONGEST_NAME);
        if (user.email() != null) {
            rules.email(user.email());
        }
        if (user.avatarUrl() != null && !user.avatarUrl().isEmpty()) {
            rules.avatarUrl(user.avatarUrl());
        }
        rules.check();
        ExternalProfile profile = new ExternalProfile(name, user.email(), user.emailVerified(), user.avatarUrl());
        return UserBody.stranger(put(String.valueOf(externalId), profile, false))
                .withoutStatus();
    }

    private Account put(String externalId, ExternalProfile profile, boolean registersOnly)
            throws InterruptedException, TimeoutException {
        UUID userId = idOf(externalId);
        AuthResult.Accepted accepted = Refusals.accepted(writer.apply(new AuthCommand.PutExternalUser(
                userId,
                new ExternalIdentity(settings.external().issuer(), externalId),
                profile,
                registersOnly,
                now())));
        return written(userId, accepted.revision());
    }

    /**
     * Deletes the account of a user for the marketplace, as users delete their own; does nothing when it is deleted.
     *
     * @return the deleted user's id
     * @throws ApiException {@code user_not_found}; {@code not_found} without an external issuer
     * @throws TimeoutException when this instance's account view is behind
     */
    UUID delete(String externalId) throws InterruptedException, TimeoutException {
        UUID userId = idOf(externalId);
        AuthResult.Accepted accepted = Refusals.accepted(writer.apply(new AuthCommand.DeleteAccount(userId, now())));
        Account _ = written(userId, accepted.revision());
        return userId;
    }

    private UUID idOf(String externalId) {
        if (settings.mode() == AccountsMode.OWN) {
            throw new ApiException(ErrorCode.NOT_FOUND, "This installation has no external issuer.");
        }
        return Ids.external(settings.external().issuer(), externalId);
    }

    private Account written(UUID userId, long revision) throws InterruptedException, TimeoutException {
        return readYourWrites
                .await(userId, revision, READ_TIMEOUT)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
