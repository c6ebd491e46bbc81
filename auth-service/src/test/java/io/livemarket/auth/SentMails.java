package io.livemarket.auth;

import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mails that the instances of a JVM sent, whichever of those that run sent them. */
final class SentMails {

    private static final Pattern LINK = Pattern.compile("https://chat.example.org/app/(reset|verify)#token=(\\S+)");

    private final Path folder;

    SentMails() {
        try {
            folder = Files.createTempDirectory("auth-it-mails").resolve("mail");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of an instance that sends its mails here. */
    String[] settings() {
        return new String[] {
            "--livemarket.mail.transport=file",
            "--livemarket.mail.directory=" + folder,
            "--livemarket.mail.from=LiveMarket <no-reply@example.org>",
            "--livemarket.mail.web-client=https://chat.example.org/app"
        };
    }

    /** The mails to an address, in the order of their ids. */
    List<MimeMessage> to(String address) {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(SentMails::read)
                    .filter(mail -> isTo(mail, address))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first mail to an address with a link to a page of the web client; waits until there is one. */
    MimeMessage first(String address, String page) {
        Supplier<List<MimeMessage>> found = () -> to(address).stream()
                .filter(mail ->
                        link(mail).filter(link -> link.group(1).equals(page)).isPresent())
                .toList();
        return await("a mail")
                .atMost(Duration.ofSeconds(30))
                .until(found::get, mails -> !mails.isEmpty())
                .getFirst();
    }

    /** The page and the token of a mail's link; empty for a mail without one. */
    static Optional<Matcher> link(MimeMessage mail) {
        try {
            Matcher matcher = LINK.matcher(((MimeMultipart) mail.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString());
            return matcher.find() ? Optional.of(matcher) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
