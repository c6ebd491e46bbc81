package io.livemarket.kit.mail;

import io.livemarket.kit.mail.MailProperties.Security;
import io.livemarket.kit.mail.MailProperties.Smtp;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Sends mails by SMTP (RFC 5321), with a connection for each mail. STARTTLS is required unless the settings name
 * another protection, and the certificate must have the server's name. A permanent answer of the server (5xx) is a
 * refusal; anything else may be retried.
 */
public final class SmtpMailer implements Mailer {

    private static final int PERMANENT = 500;

    private final Session session;
    private final Smtp server;
    private final MimeMessages messages;

    /** A mailer; it does not connect yet. */
    public SmtpMailer(MailProperties properties) {
        this.server = properties.smtp();
        this.session = Session.getInstance(properties(server));
        this.messages = new MimeMessages(session, MailProperties.sender(properties.from()));
    }

    private static Properties properties(Smtp server) {
        Properties properties = new Properties();
        set(properties, "connectiontimeout", server.connectTimeout().toMillis());
        set(properties, "timeout", server.timeout().toMillis());
        set(properties, "writetimeout", server.timeout().toMillis());
        set(properties, "starttls.enable", server.security() == Security.STARTTLS);
        set(properties, "starttls.required", server.security() == Security.STARTTLS);
        set(properties, "ssl.enable", server.security() == Security.TLS);
        set(properties, "ssl.checkserveridentity", true);
        set(properties, "auth", !server.username().isEmpty());
        // The outcome is the answer to the message itself, not that to a later command.
        set(properties, "quitwait", false);
        return properties;
    }

    private static void set(Properties properties, String name, Object value) {
        properties.setProperty("mail.smtp." + name, value.toString());
    }

    @Override
    public void send(Mail mail) {
        MimeMessage message = messages.of(mail);
        try (Transport transport = session.getTransport("smtp")) {
            String username = server.username().isEmpty() ? null : server.username();
            transport.connect(server.host(), server.port(), username, username == null ? null : server.password());
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            int answer = answer(e);
            String reason = e.getClass().getSimpleName() + (answer == 0 ? "" : " " + answer);
            if (answer >= PERMANENT || e instanceof AddressException) {
                throw new MailRefusedException(reason);
            }
            throw new MailUnavailableException(reason);
        }
    }

    /**
     * The code of the server's answer to the sender, the recipient or the message; 0 where there was none, as in an
     * outage or at a wrong password.
     */
    private static int answer(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            case SMTPSenderFailedException refused -> refused.getReturnCode();
            case SMTPSendFailedException refused when refused.getNextException() == null -> refused.getReturnCode();
            case MessagingException outer when outer.getNextException() != null -> answer(outer.getNextException());
            default -> 0;
        };
    }
}
