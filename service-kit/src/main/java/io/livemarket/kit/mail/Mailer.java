package io.livemarket.kit.mail;

/**
 * Hands mails over for delivery, one at a time; may wait for a mail server for as long as its time-outs. Safe for use
 * by any number of threads.
 */
public interface Mailer {

    /**
     * Hands a mail over. Once this returns, the mail server (or the folder) has it.
     *
     * @throws MailRefusedException where no repeat helps, such as for an address that does not exist
     * @throws MailUnavailableException where a later attempt may succeed
     */
    void send(Mail mail);

    /** The mailer that the settings name; refuses nothing and connects to nothing before the first mail. */
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
