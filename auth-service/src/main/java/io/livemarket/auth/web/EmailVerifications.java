package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailToken;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies e-mail addresses by the link of a mail. When the response is sent, this instance's account view has the
 * verification.
 */
final class EmailVerifications {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts accounts;
    private final Deletions.ReadYourWrites readYourWrites;
    private final MailRequests mails;
    private final InstantSource clock;

    EmailVerifications(
            Function<AuthCommand, AuthResult> writer,
            Logins.Accounts accounts,
            Deletions.ReadYourWrites readYourWrites,
            MailRequests mails,
            InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.readYourWrites = readYourWrites;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Requests a further mail to the user's own address.
     *
     * @param accepted the header {@code Accept-Language}, if the request has it
     * @return false where the address is verified already, and no mail is sent
     * @throws ApiException {@code mail_off}, {@code rate_limited} where too many mails were sent
     */
    boolean request(UUID userId, @Nullable String accepted) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        Optional<Account> account = accounts.byId(userId);
        if (account.filter(Account::hasVerifiedEmail).isPresent()) {
            return false;
        }
        mails.check();
        Refusals.accepted(writer.apply(new AuthCommand.RequestVerification(
                userId, mails.verification(accepted), clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        return true;
    }

    /**
     * Verifies the address to which the link was sent; may be repeated while the link is valid.
     *
     * @throws ApiException {@code link_invalid}
     */
    void confirm(String text) throws InterruptedException, TimeoutException {
        MailToken token = MailToken.parse(text).orElseThrow(() -> new ApiException(ErrorCode.LINK_INVALID));
        AuthResult.Accepted accepted = Refusals.accepted(writer.apply(new AuthCommand.VerifyEmail(
                token.userId(), token.hash(), clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        Account _ = readYourWrites
                .await(token.userId(), accepted.revision(), READ_TIMEOUT)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }
}
