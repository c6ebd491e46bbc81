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
import org.jspecify.annotations.Nullable;

/** Makes the part of a command that requests a mail: its id, a random secret, limits, and the client's language. */
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

    /** @throws ApiException {@code mail_off} where the installation sends no mail */
    void check() {
        if (!on) {
            throw new ApiException(ErrorCode.MAIL_OFF);
        }
    }

    /**
     * The request of a mail that replaces a forgotten password.
     *
     * @param accepted the header {@code Accept-Language}, if the request has it
     */
    MailRequest reset(@Nullable String accepted) {
        return request(settings.resetLifetime(), accepted);
    }

    /**
     * The request of a mail that verifies an address.
     *
     * @param accepted the header {@code Accept-Language}, if the request has it
     */
    MailRequest verification(@Nullable String accepted) {
        return request(settings.verificationLifetime(), accepted);
    }

    /**
     * The request that goes with a registration or a change of the address; absent where the installation sends no
     * mail.
     *
     * @param accepted the header {@code Accept-Language}, if the request has it
     */
    @Nullable
    MailRequest verificationIfOn(@Nullable String accepted) {
        return on ? verification(accepted) : null;
    }

    /** How long after a change of its address an account gets no mails that replace the password. */
    Duration resetAfterAddressChange() {
        return settings.resetAfterAddressChange();
    }

    private MailRequest request(Duration lifetime, @Nullable String accepted) {
        return new MailRequest(
                Ids.next(), RandomSecret.next(), lifetime, language(accepted).getLanguage(), limits);
    }

    /** The first language of a header that has texts; absent where the header is absent or names none. */
    static @Nullable String spoken(@Nullable String accepted) {
        return accepted == null || accepted.isBlank()
                ? null
                : language(accepted).getLanguage();
    }

    /**
     * The first language of a header that has texts (RFC 4647 section 3.4); English where the header is absent or
     * malformed, or names other languages only.
     */
    private static Locale language(@Nullable String accepted) {
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
