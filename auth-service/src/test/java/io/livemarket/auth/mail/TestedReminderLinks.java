package io.livemarket.auth.mail;

import java.net.URI;

/** The links of a marketplace at chat.example. */
record TestedReminderLinks(String marketplace) implements ReminderLinks {

    @Override
    public String home() {
        return "https://chat.example/app";
    }

    @Override
    public URI off(String token) {
        return URI.create("https://chat.example/auth/reminders-off?token=" + token);
    }
}
