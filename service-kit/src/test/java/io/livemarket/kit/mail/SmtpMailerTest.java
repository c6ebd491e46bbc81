package io.livemarket.kit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.livemarket.kit.mail.MailProperties.Security;
import io.livemarket.kit.mail.MailProperties.Smtp;
import io.livemarket.kit.mail.MailProperties.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a mail server in this process. */
class SmtpMailerTest {

    private static final Mail MAIL = new Mail(
            UUID.fromString("01900000-0000-7000-8000-0000000000aa"),
            "ana@example.org",
            "es",
            "Elija otra contraseña",
            "Hola, ana:\n\nhttps://chat.example/app/reset#token=a.b\n",
            "<p>Hola, ana — <b>año</b></p>");

    private final GreenMail server = new GreenMail(patient(ServerSetup.PROTOCOL_SMTP));

    private static ServerSetup patient(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(30_000);
        return setup;
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMailHasBothTextsAndItsOwnMessageId() throws Exception {
        server.setUser("robot", "robot", "pass word");
        mailer("robot", "pass word", Security.NONE, server.getSmtp().getPort()).send(MAIL);

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getMessageID()).isEqualTo("<" + MAIL.id() + "@chat.example>");
        assertThat(message.getSubject()).isEqualTo(MAIL.subject());
        assertThat(message.getFrom()[0]).hasToString("LiveMarket <no-reply@chat.example>");
        assertThat(message.getAllRecipients()[0]).hasToString("ana@example.org");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
                .isEqualTo(MAIL.text());
        assertThat(parts.getBodyPart(1).getContent().toString()).isEqualTo(MAIL.html());
    }

    /** The server offers no STARTTLS. */
    @Test
    void withoutTlsNothingIsSentUnlessTheSettingsAllowIt() {
        assertThatExceptionOfType(MailUnavailableException.class)
                .isThrownBy(
                        () -> mailer("", "", Security.STARTTLS, server.getSmtp().getPort())
                                .send(MAIL));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aCertificateThatIsNotTrustedIsRefused() {
        GreenMail secure = new GreenMail(patient(ServerSetup.PROTOCOL_SMTPS));
        secure.start();
        try {
            assertThatExceptionOfType(MailUnavailableException.class)
                    .isThrownBy(
                            () -> mailer("", "", Security.TLS, secure.getSmtps().getPort())
                                    .send(MAIL));
            assertThat(secure.getReceivedMessages()).isEmpty();
        } finally {
            secure.stop();
        }
    }

    @Test
    void aWrongPasswordMayBeRetried() {
        server.setUser("robot", "robot", "pass word");
        assertThatExceptionOfType(MailUnavailableException.class)
                .isThrownBy(() -> mailer(
                                "robot",
                                "wrong",
                                Security.NONE,
                                server.getSmtp().getPort())
                        .send(MAIL));
    }

    @Test
    void anOutageIsTriedAgainAndNamesNoAddress() {
        int port = server.getSmtp().getPort();
        server.stop();
        assertThatExceptionOfType(MailUnavailableException.class)
                .isThrownBy(() -> mailer("", "", Security.NONE, port).send(MAIL))
                .withNoCause()
                .withMessageNotContaining("@");
    }

    @Test
    void aServerThatKeepsSilentIsGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatExceptionOfType(MailUnavailableException.class)
                    .isThrownBy(() -> mailer("", "", Security.NONE, silent.getLocalPort(), Duration.ofMillis(300))
                            .send(MAIL));
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedForGood() {
        Mail wrong = new Mail(MAIL.id(), "not an address", "en", "s", "t", "h");
        assertThatExceptionOfType(MailRefusedException.class)
                .isThrownBy(() -> mailer("", "", Security.NONE, server.getSmtp().getPort())
                        .send(wrong))
                .withNoCause()
                .withMessageNotContaining("not an address");
    }

    @Test
    void aRecipientThatTheServerRefusesIsRefusedForGood() throws Exception {
        try (RefusingServer refusing = new RefusingServer("550 5.1.1 no such user ana@example.org")) {
            assertThatExceptionOfType(MailRefusedException.class)
                    .isThrownBy(
                            () -> mailer("", "", Security.NONE, refusing.port()).send(MAIL))
                    .withMessageContaining("550")
                    .withMessageNotContaining("@")
                    .withNoCause();
        }
    }

    @Test
    void aRecipientThatTheServerDefersIsTriedAgain() throws Exception {
        try (RefusingServer deferring = new RefusingServer("451 4.7.1 later")) {
            assertThatExceptionOfType(MailUnavailableException.class)
                    .isThrownBy(() ->
                            mailer("", "", Security.NONE, deferring.port()).send(MAIL));
        }
    }

    private static SmtpMailer mailer(String username, String password, Security security, int port) {
        return mailer(username, password, security, port, Duration.ofSeconds(30));
    }

    private static SmtpMailer mailer(String username, String password, Security security, int port, Duration timeout) {
        return new SmtpMailer(new MailProperties(
                Transport.SMTP,
                "LiveMarket <no-reply@chat.example>",
                URI.create("https://chat.example/app"),
                null,
                null,
                new Smtp("127.0.0.1", port, username, password, security, Duration.ofSeconds(30), timeout)));
    }
}
