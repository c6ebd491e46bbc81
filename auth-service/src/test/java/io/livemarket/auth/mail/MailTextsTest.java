package io.livemarket.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.MailKind;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.UnreadMessages;
import io.livemarket.events.Ids;
import io.livemarket.kit.mail.Mail;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailTextsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private final MailTexts texts = texts("Mercadillo");

    private static MailTexts texts(String marketplace) {
        return new MailTexts(
                (page, token) -> "https://chat.example/app/" + page + "#token=" + token,
                new TestedReminderLinks(marketplace));
    }

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

    @Test
    void aReminderHasNumbersNamesAndItsOffLink() {
        Mail mail = texts.of(reminder("en", 3, 2, "bea", "eva"));
        assertThat(mail.subject()).isEqualTo("3 unread messages on Mercadillo");
        assertThat(mail.text())
                .contains(
                        "Hello ana,",
                        "You have 3 unread messages in 2 chats, from bea, eva.",
                        "\nhttps://chat.example/app\n",
                        "https://chat.example/auth/reminders-off?token=id.secret");
        assertThat(mail.unsubscribe()).hasToString("https://chat.example/auth/reminders-off?token=id.secret");
        assertThat(mail.html()).contains("<a href=\"https://chat.example/app\">Read your messages</a>");
    }

    @Test
    void aReminderIsInTheUsersLanguageAndNumber() {
        Mail mail = texts.of(reminder("es", 1, 1));
        assertThat(mail.subject()).isEqualTo("1 mensaje sin leer en Mercadillo");
        assertThat(mail.text()).contains("Hola, ana:", "Tiene 1 mensaje sin leer.");
    }

    @Test
    void aNameIsNeitherLineNorLinkNorMarkup() {
        Mail mail = texts("Mer\r\nBcc: x@example.org").of(reminder("en", 1, 1, "evil.example\n\u202Eb<i>"));
        assertThat(mail.subject()).doesNotContain("\r", "\n");
        assertThat(mail.text()).contains("from evil.\u200Bexample  b<i>.").doesNotContain("evil.example");
        assertThat(mail.html()).contains("b&lt;i&gt;").doesNotContain("<i>");
    }

    private static MailOrder order(MailKind kind, String language, String username) {
        return new MailOrder(
                Ids.next(),
                kind,
                "ana@example.org",
                username,
                language,
                "id.secret",
                NOW,
                NOW.plusSeconds(1_800),
                kind == MailKind.REMINDER ? new UnreadMessages(2, 1, List.of("bea")) : null);
    }

    private static MailOrder reminder(String language, long messages, int chats, String... senders) {
        return new MailOrder(
                Ids.next(),
                MailKind.REMINDER,
                "ana@example.org",
                "ana",
                language,
                "id.secret",
                NOW,
                NOW.plusSeconds(60),
                new UnreadMessages(messages, chats, List.of(senders)));
    }
}
