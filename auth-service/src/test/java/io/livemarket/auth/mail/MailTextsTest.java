package io.livemarket.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.MailKind;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.events.Ids;
import io.livemarket.kit.mail.Mail;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailTextsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final MailTexts texts =
            new MailTexts((page, token) -> "https://chat.example/app/" + page + "#token=" + token);

    @Test
    void aResetMailHasLinkAndTimeInBothTexts() {
        Mail mail = texts.of(order(MailKind.PASSWORD_RESET, "en", "ana"));
        assertThat(mail.subject()).isEqualTo("Set a new password");
        assertThat(mail.text())
                .contains("Hello ana,", "\nhttps://chat.example/app/reset#token=id.secret\n", "within 30 min");
        assertThat(mail.html())
                .contains(
                        "<a href=\"https://chat.example/app/reset#token=id.secret\">Set a new password</a>",
                        "lang=\"en\"");
    }

    @Test
    void aMailIsInTheUsersLanguage() {
        Mail mail = texts.of(order(MailKind.VERIFICATION, "es", "ana"));
        assertThat(mail.subject()).isEqualTo("Confirme su dirección de correo");
        assertThat(mail.text()).contains("Hola, ana:", "/verify#token=");
        assertThat(mail.lang()).isEqualTo("es");
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void everyKindHasTextsInEveryLanguage(MailKind kind) {
        MailTexts.LANGUAGES.forEach(language -> {
            Mail mail = texts.of(order(kind, language.getLanguage(), "ana"));
            assertThat(mail.subject()).isNotBlank();
            assertThat(mail.text() + mail.html()).contains("ana").doesNotContain("{", "null");
        });
        assertThat(texts.of(order(kind, "en", "ana")).text())
                .isNotEqualTo(texts.of(order(kind, "es", "ana")).text());
    }

    @Test
    void anotherLanguageIsAnsweredInEnglish() {
        assertThat(texts.of(order(MailKind.VERIFICATION, "fr", "ana")).subject())
                .isEqualTo("Confirm your e-mail address");
    }

    @Test
    void noTextBecomesMarkup() {
        assertThat(texts.of(order(MailKind.PASSWORD_RESET, "en", "<b>ana</b>")).html())
                .contains("&lt;b&gt;ana")
                .doesNotContain("<b>");
    }

    @Test
    void aMailPrintsNeitherAddressNorToken() {
        assertThat(texts.of(order(MailKind.PASSWORD_RESET, "en", "ana")).toString())
                .doesNotContain("@", "secret");
    }

    private static MailOrder order(MailKind kind, String language, String username) {
        return new MailOrder(
                Ids.next(), kind, "ana@example.org", username, language, "id.secret", NOW, NOW.plusSeconds(1_800));
    }
}
