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

/** Verifies e-mail addresses by the link of a mail. Once the answer is given, this instance's account view has it. */
final class EmailVerifications {

    private static final Duration OWN_WRITE = Duration.ofSeconds(5);

    private final Function<AuthCommand, AuthResult> writer;
    private final Logins.Accounts accounts;
    private final Deletions.Written written;
    private final MailRequests mails;
    private final InstantSource clock;

    EmailVerifications(
            Function<AuthCommand, AuthResult> writer,
            Logins.Accounts accounts,
            Deletions.Written written,
            MailRequests mails,
            InstantSource clock) {
        this.writer = writer;
        this.accounts = accounts;
        this.written = written;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Asks for a further mail to the user's own address.
     *
     * @param accepted the header {@code Accept-Language}, or null
     * @return false where the address is verified already, and no mail is sent
     * @throws ApiException {@code mail_off}, {@code rate_limited} where too many mails were sent
     */
    boolean request(UUID userId, String accepted) throws InterruptedException, TimeoutException {
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
     * Verifies the address that the link was sent to; again while the link is good.
     *
     * @throws ApiException {@code link_invalid}
     */
    void confirm(String text) throws InterruptedException, TimeoutException {
        MailToken token = MailToken.parse(text).orElseThrow(() -> new ApiException(ErrorCode.LINK_INVALID));
        AuthResult.Accepted accepted = Refusals.accepted(writer.apply(new AuthCommand.VerifyEmail(
                token.userId(), token.hash(), clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        Account _ = written.await(token.userId(), accepted.revision(), OWN_WRITE)
                .orElseThrow(() -> new TimeoutException("The account view is behind"));
    }
}
