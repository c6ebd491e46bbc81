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
                        new Smtp("", 587, "", "", Security.STARTTLS, Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .in(data));
    }
}
