package io.livemarket.kit.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Writes each mail as the file {@code <id>.eml} into a folder that its owner alone may read: for one machine, the demo
 * and tests. The messages are those that SMTP would get. The newest 1,000 are kept.
 */
public final class FileMailer implements Mailer {

    static final int KEPT = 1_000;
    private static final String SUFFIX = ".eml";

    private final Path directory;
    private final MimeMessages messages;

    /** A mailer; it creates the folder at the first mail. */
    public FileMailer(MailProperties properties) {
        Path folder = properties.directory();
        if (folder == null) {
            throw new IllegalArgumentException("livemarket.mail.directory must be set for the transport file");
        }
        this.directory = folder;
        this.messages =
                new MimeMessages(Session.getInstance(new Properties()), MailProperties.sender(properties.from()));
    }

    @Override
    public synchronized void send(Mail mail) {
        MimeMessage message = messages.of(mail);
        try {
            open(directory);
            Path unfinished = directory.resolve(mail.id() + ".part");
            try (OutputStream file = Files.newOutputStream(unfinished)) {
                message.writeTo(file);
            }
            Files.move(
                    unfinished,
                    directory.resolve(mail.id() + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forgetOld();
        } catch (IOException | MessagingException e) {
            throw new MailUnavailableException(
                    "the folder of mails: " + e.getClass().getSimpleName());
        }
    }

    private static void open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** Deletes the oldest mails. Ids are in the order of time, and so are the names. */
    private void forgetOld() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> mails = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path old : mails.subList(Math.min(KEPT, mails.size()), mails.size())) {
                Files.deleteIfExists(old);
            }
        }
    }
}
