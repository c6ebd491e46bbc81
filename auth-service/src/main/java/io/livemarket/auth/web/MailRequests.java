package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.auth.mail.MailTexts;
import io.livemarket.auth.tokens.RandomSecret;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.Locale;

/**
 * Makes the part of a command that asks for a mail: its id, a random secret, limits, and the language that the client
 * accepts.
 */
final class MailRequests {

    private final AccountsProperties.Mail settings;
    private final MailRequest.Limits limits;
    private final boolean on;

    /** @param on whether the installation sends mail */
    MailRequests(AccountsProperties.Mail settings, boolean on) {
        this.settings = settings;
        this.limits = new MailRequest.Limits(
                settings.openPerAccount(), settings.perAddress(), settings.perAccount(), settings.inAll());
        this.on = on;
    }

    /** @throws ApiException {@code mail_off} where the installation sends none */
    void check() {
        if (!on) {
            throw new ApiException(ErrorCode.MAIL_OFF);
        }
    }

    /** @param accepted the header {@code Accept-Language}, or null */
    MailRequest reset(String accepted) {
        return request(settings.resetLifetime(), accepted);
    }

    /**
     * The request that goes with a registration or a change of the address; null where the installation sends no mail.
     *
     * @param accepted the header {@code Accept-Language}, or null
     */
    MailRequest verification(String accepted) {
        return on ? request(settings.verificationLifetime(), accepted) : null;
    }

    /** How long an account gets no mails that set the password after a change of its address. */
    Duration resetAfterAddressChange() {
        return settings.resetAfterAddressChange();
    }

    private MailRequest request(Duration lifetime, String accepted) {
        return new MailRequest(
                Ids.next(), RandomSecret.next(), lifetime, language(accepted).getLanguage(), limits);
    }

    /**
     * The language with texts that a header asks for first (RFC 4647 section 3.4); English for a header that is wrong
     * or asks for others.
     */
    private static Locale language(String accepted) {
        if (accepted == null || accepted.isBlank()) {
            return MailTexts.LANGUAGES.getFirst();
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), MailTexts.LANGUAGES);
            return found == null ? MailTexts.LANGUAGES.getFirst() : found;
        } catch (IllegalArgumentException e) {
            return MailTexts.LANGUAGES.getFirst();
        }
    }
}
