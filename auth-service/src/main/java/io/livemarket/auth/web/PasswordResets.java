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

/**
 * Replaces forgotten passwords by the link of a mail. A request for a mail takes equal steps whether the account exists
 * or not: this instance looks no account up, and does not await the decision. Setting a password takes one hash whether
 * the link is good or not.
 */
final class PasswordResets {

    private final Function<AuthCommand, AuthResult> writer;
    private final Consumer<AuthCommand> submissions;
    private final Logins.Accounts accounts;
    private final PasswordHashing hashing;
    private final MailRequests mails;
    private final Validator validator;
    private final InstantSource clock;

    /** @param submissions writes commands whose outcome is not awaited */
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
     * Asks for a mail to the account of that name or address.
     *
     * @param accepted the header {@code Accept-Language}, or null
     */
    void request(Requests.Account body, String accepted) {
        submissions.accept(new AuthCommand.RequestPasswordReset(
                Ids.next(),
                body.username(),
                body.username() == null ? body.email() : null,
                mails.reset(accepted),
                now()));
    }

    /**
     * Sets the password by a link; the request that is repeated because its answer was lost is answered as the first
     * one.
     *
     * @return the user
     * @throws ApiException {@code link_invalid}, {@code weak_password}, {@code rate_limited}
     * @throws TimeoutException when this instance can't know the newest accounts
     */
    UUID confirm(Requests.Reset body) throws InterruptedException, TimeoutException {
        new FieldRules(validator)
                .required("token", body.token())
                .password(body.password(), null)
                .check();
        MailToken token = MailToken.parse(body.token()).orElseThrow(() -> new ApiException(ErrorCode.LINK_INVALID));
        accounts.awaitFresh();
        AuthResult result = writer.apply(new AuthCommand.ResetPassword(
                token.userId(),
                token.hash(),
                hashing.hash(body.password()),
                namesTheUser(token.userId(), body.password()),
                now()));
        if (result instanceof AuthResult.Refused(var _, List<ErrorCode> codes)
                && codes.contains(ErrorCode.WEAK_PASSWORD)) {
            throw new ApiException(
                    ErrorCode.WEAK_PASSWORD, null, List.of(FieldProblem.of("password", ErrorCode.WEAK_PASSWORD)));
        }
        if (Refusals.accepted(result).repeated() && !isPasswordOf(token.userId(), body.password())) {
            throw new ApiException(ErrorCode.LINK_INVALID);
        }
        return token.userId();
    }

    /** Not answered by itself: it would show the name of an account to a stranger with its id. */
    private boolean namesTheUser(UUID userId, String password) {
        return PasswordRules.weakness(
                        password, accounts.byId(userId).map(Account::username).orElse(null))
                != null;
    }

    /** Asked only where the link is known to have set the password: no stranger guesses by it. */
    private boolean isPasswordOf(UUID userId, String password) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        return hashing.verify(
                password, accounts.byId(userId).map(Account::passwordHash).orElse(null));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
