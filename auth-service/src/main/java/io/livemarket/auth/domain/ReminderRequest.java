package io.livemarket.auth.domain;

import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import java.util.List;
import java.util.UUID;

/**
 * A reminder that is due, with all inputs of the decision about its mail.
 *
 * @param mailId the mail's id
 * @param senders the names of the senders, as far as their accounts exist
 * @param language the language of the texts
 * @param offToken the token of the link that switches reminders off
 * @param suspended whether the user is suspended
 */
public record ReminderRequest(
        ReminderDue due,
        UUID mailId,
        List<String> senders,
        String language,
        String offToken,
        boolean suspended,
        MailRequest.Limits limits) {

    /** Without names and token. */
    @Override
    public String toString() {
        return "ReminderRequest[" + mailId + "]";
    }
}
