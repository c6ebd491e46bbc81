package io.livemarket.auth.mail;

import io.livemarket.kit.mail.MailProperties;
import java.net.URI;

/** The links of reminders, and the marketplace's name. */
public interface ReminderLinks {

    /** The address of the web client. */
    String home();

    /** The address that switches reminders off: by a POST, or by the button of the page that a GET shows. */
    URI off(String token);

    /** The name of the marketplace, as the sender of mails has it. */
    String marketplace();

    /** The links of the settings. */
    static ReminderLinks of(MailProperties mail) {
        return new ReminderLinks() {
            @Override
            public String home() {
                return mail.home();
            }

            @Override
            public URI off(String token) {
                return mail.api("/auth/reminders-off?token=" + token);
            }

            @Override
            public String marketplace() {
                return mail.senderName();
            }
        };
    }
}
