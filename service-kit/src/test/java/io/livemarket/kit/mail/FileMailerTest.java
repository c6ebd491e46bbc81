package io.livemarket.kit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.Ids;
import io.livemarket.kit.mail.MailProperties.Security;
import io.livemarket.kit.mail.MailProperties.Smtp;
import io.livemarket.kit.mail.MailProperties.Transport;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMailerTest {

    @TempDir
    Path data;

    private final Mail mail =
            new Mail(Ids.next(), "ana@example.org", "en", "Set a new password", "text\n", "<p>text</p>");

    @Test
    void eachMailIsAFileThatMailProgramsRead() throws Exception {
        Mailer mailer = mailer();
        mailer.send(mail);
        mailer.send(mail);
        Path file = data.resolve("mail").resolve(mail.id() + ".eml");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).as("sent twice, it is one").containsExactly(file);
        }
        try (InputStream content = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), content);
            assertThat(message.getMessageID()).contains(mail.id().toString());
            assertThat(message.getSubject()).isEqualTo("Set a new password");
        }
    }

    @Test
    void aMailIsUnsubscribedFromByOneClick() throws Exception {
        URI off = URI.create("https://chat.example/auth/reminders-off?token=a.b");
        Mail reminder = new Mail(Ids.next(), "ana@example.org", "en", "3 unread messages", "t", "h", off);
        MimeMessage message = written(reminder);
        assertThat(message.getHeader("List-Unsubscribe")).containsExactly("<" + off + ">");
        assertThat(message.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(written(mail).getHeader("List-Unsubscribe")).isNull();
    }

    @Test
    void noSubjectBeginsAnotherHeader() throws Exception {
        MimeMessage message = written(new Mail(
                Ids.next(), "ana@example.org", "es", "3 mensajes en Ñandú\r\nBcc: eva@example.org\r\n\r\nx", "t", "h"));
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getSubject()).isEqualTo("3 mensajes en Ñandú Bcc: eva@example.org x");
        assertThat(message.getHeader("Subject")[0]).as("RFC 2047").startsWith("=?UTF-8?");
    }

    private MimeMessage written(Mail some) throws Exception {
        mailer().send(some);
        try (InputStream content = Files.newInputStream(data.resolve("mail").resolve(some.id() + ".eml"))) {
            return new MimeMessage(Session.getInstance(new Properties()), content);
        }
    }

    @Test
    void theFolderIsForItsOwnerAlone() throws Exception {
        mailer().send(mail);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("mail"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theNewestMailsStay() throws Exception {
        Path folder = Files.createDirectory(data.resolve("mail"));
        for (int i = 0; i < FileMailer.KEPT; i++) {
            Files.createFile(folder.resolve("0%04d.eml".formatted(i)));
        }
        mailer().send(mail);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .hasSize(FileMailer.KEPT)
                    .contains(mail.id() + ".eml")
                    .doesNotContain("00000.eml");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsTriedAgain() throws Exception {
        Files.createFile(data.resolve("mail"));
        assertThatExceptionOfType(MailUnavailableException.class)
                .isThrownBy(() -> mailer().send(mail))
                .withNoCause();
    }

    private Mailer mailer() {
        return Mailer.of(new MailProperties(
                        Transport.FILE,
                        "no-reply@localhost.invalid",
                        URI.create("http://localhost:8080/app"),
                        null,
                        null,
                        new Smtp("", 587, "", "", Security.STARTTLS, Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .in(data));
    }
}
