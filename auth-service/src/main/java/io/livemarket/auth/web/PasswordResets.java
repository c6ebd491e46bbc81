package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailToken;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import io.livemarket.kit.web.ApiException.FieldProblem;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replaces forgotten passwords by the link of a mail. A request for a mail takes equal steps whether the account exists
 * or not: this instance looks up no account, and does not wait for the decision. Setting a password takes one hash
 * whether the link is valid or not.
 */
final class PasswordResets {

    private final Function<AuthCommand, AuthResult> writer;
    private final Consumer<AuthCommand> submissions;
    private final Logins.Accounts accounts;
    private final PasswordHashing hashing;
    private final MailRequests mails;
    private final Validator validator;
    private final InstantSource clock;

    /** @param submissions sends commands without waiting for their outcome */
    PasswordResets(
            Function<AuthCommand, AuthResult> writer,
            Consumer<AuthCommand> submissions,
            Logins.Accounts accounts,
            PasswordHashing hashing,
            MailRequests mails,
            Validator validator,
            InstantSource clock) {
        this.writer = writer;
        this.submissions = submissions;
        this.accounts = accounts;
        this.hashing = hashing;
        this.mails = mails;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * Requests a mail to the account with a name or an address.
     *
     * @param accepted the header {@code Accept-Language}, if the request has it
     */
    void request(Requests.Account body, @Nullable String accepted) {
        submissions.accept(new AuthCommand.RequestPasswordReset(
                Ids.next(),
                body.username(),
                body.username() == null ? body.email() : null,
                mails.reset(accepted),
                now()));
    }

    /**
     * Sets the password by a link. A request that is repeated because its response was lost gets the first response.
     *
     * @return the user
     * @throws ApiException {@code link_invalid}, {@code weak_password}, {@code rate_limited}
     * @throws TimeoutException when this instance's account view is behind
     */
    UUID confirm(Requests.Reset body) throws InterruptedException, TimeoutException {
        FieldRules rules = new FieldRules(validator);
        String link = rules.required("token", body.token());
        String password = rules.password(body.password(), null);
        rules.check();
        MailToken token = MailToken.parse(link).orElseThrow(() -> new ApiException(ErrorCode.LINK_INVALID));
        accounts.awaitFresh();
        AuthResult result = writer.apply(new AuthCommand.ResetPassword(
                token.userId(), token.hash(), hashing.hash(password), namesTheUser(token.userId(), password), now()));
        if (result instanceof AuthResult.Refused(var _, List<ErrorCode> codes)
                && codes.contains(ErrorCode.WEAK_PASSWORD)) {
            throw new ApiException(
                    ErrorCode.WEAK_PASSWORD, null, List.of(FieldProblem.of("password", ErrorCode.WEAK_PASSWORD)));
        }
        if (Refusals.accepted(result).repeated() && !isPasswordOf(token.userId(), password)) {
            throw new ApiException(ErrorCode.LINK_INVALID);
        }
        return token.userId();
    }

    /**
     * Whether a password contains the user's name. Never a response of its own, which would reveal the name to a
     * stranger.
     */
    private boolean namesTheUser(UUID userId, String password) {
        return PasswordRules.weakness(
                        password, accounts.byId(userId).map(Account::username).orElse(null))
                != null;
    }

    /**
     * Whether the user has a password. Called only when the link has set the password, so that a stranger cannot guess
     * by it.
     */
    private boolean isPasswordOf(UUID userId, String password) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        return hashing.verify(
                password, accounts.byId(userId).map(Account::passwordHash).orElse(null));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
