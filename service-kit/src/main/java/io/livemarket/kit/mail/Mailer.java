package io.livemarket.kit.mail;

/**
 * Delivers mails to a mail server or a folder, one at a time; may wait for a mail server for as long as its time-outs.
 * Thread-safe.
 */
public interface Mailer {

    /**
     * Delivers a mail. Once this returns, the mail server (or the folder) has it.
     *
     * @throws MailRefusedException where no retry helps, such as for an address that does not exist
     * @throws MailUnavailableException where a later attempt may succeed
     */
    void send(Mail mail);

    /** The mailer of the settings; connects to no server before the first mail. */
    static Mailer of(MailProperties properties) {
        return switch (properties.transport()) {
            case OFF ->
                mail -> {
                    throw new MailUnavailableException("livemarket.mail.transport is off");
                };
            case FILE -> new FileMailer(properties);
            case SMTP -> new SmtpMailer(properties);
        };
    }
}
