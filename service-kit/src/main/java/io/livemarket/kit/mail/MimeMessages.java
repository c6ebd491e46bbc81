package io.livemarket.kit.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Makes the message of a mail, equal for every transport: text and HTML as alternatives (RFC 2046 section 5.1.4). */
final class MimeMessages {

    private final Session session;
    private final InternetAddress from;

    MimeMessages(Session session, InternetAddress from) {
        this.session = session;
        this.from = from;
    }

    /** @throws MailRefusedException for an invalid address */
    MimeMessage of(Mail mail) {
        try {
            MimeMessage message = new Identified(session, mail.id() + "@" + domain());
            message.setFrom(from);
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
            message.setSubject(line(mail.subject()), StandardCharsets.UTF_8.name());
            message.setSentDate(new Date());
            // This header requests no automatic reply (RFC 3834 section 5).
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", mail.lang());
            URI unsubscribe = mail.unsubscribe();
            if (unsubscribe != null) {
                // A provider's button sends one POST to it, without a log-in (RFC 8058 section 3.1).
                message.setHeader("List-Unsubscribe", "<" + unsubscribe.toASCIIString() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
            message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw new MailRefusedException("not a message: " + e.getClass().getSimpleName());
        }
    }

    /** A text without line ends and other control characters, which would begin another header. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private String domain() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    /** A message whose Message-ID is the mail's own. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
