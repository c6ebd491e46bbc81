package io.livemarket.auth.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The two pages of the link that switches reminders off, in English and Spanish. */
final class RemindersOffPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="%1$s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex"><title>%2$s</title></head>
            <body><h1>%2$s</h1>
            %3$s</body></html>
            """;

    private RemindersOffPage() {}

    /** The page with the button. */
    static String asking(@Nullable String language, String token) {
        boolean spanish = "es".equals(language);
        String form = """
                <form method="post" action="?token=%s"><p>%s</p>
                <button name="List-Unsubscribe" value="One-Click">%s</button></form>
                """.formatted(
                HtmlUtils.htmlEscape(token),
                spanish ? "Puede volver a activarlos en los ajustes." : "You can switch them on again in the settings.",
                spanish ? "No recibir más recordatorios" : "Get no more reminders");
        return page(spanish, spanish ? "Recordatorios de mensajes sin leer" : "Reminders of unread messages", form);
    }

    /** The page after the button. */
    static String done(@Nullable String language) {
        boolean spanish = "es".equals(language);
        return page(spanish, spanish ? "Ya no recibirá recordatorios" : "You get no more reminders", "");
    }

    private static String page(boolean spanish, String title, String body) {
        return PAGE.formatted(spanish ? "es" : "en", title, body);
    }
}
