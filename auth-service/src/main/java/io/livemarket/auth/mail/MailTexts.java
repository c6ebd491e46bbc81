package io.livemarket.auth.mail;

import io.livemarket.auth.domain.MailKind;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.kit.mail.Mail;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Makes the mails in English and Spanish from {@code mails*.properties}: paragraphs, and a link where the kind has one.
 */
public final class MailTexts {

    /** The languages of the texts; the first of them is used for all other languages. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

    private static final Control UTF_8 = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    private static final String PAGE = """
            <!doctype html>
            <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
            <body style="font-family:sans-serif;line-height:1.5;color:#1c2b28;max-width:34em">
            %s</body></html>
            """;

    private final BinaryOperator<String> links;
    private final ReminderTexts reminders;

    /** @param links makes the URL of a page of the web client from the page's name and a token */
    public MailTexts(BinaryOperator<String> links, ReminderLinks reminderLinks) {
        this.links = links;
        this.reminders = new ReminderTexts(reminderLinks);
    }

    /** The mail of an order, as plain text and HTML. */
    public Mail of(MailOrder order) {
        ResourceBundle texts = ResourceBundle.getBundle("mails", Locale.of(order.language()), UTF_8);
        if (order.kind() == MailKind.REMINDER) {
            return reminders.of(order, texts);
        }
        String key = order.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String subject = texts.getString(key + ".subject");
        String page = page(order.kind());
        String token = order.token();
        String link = page == null || token == null ? null : links.apply(page, token);
        List<String> paragraphs = List.of(
                filled(texts.getString("greeting"), order),
                filled(texts.getString(key + ".before"), order),
                link == null ? "" : link,
                filled(texts.getString(key + ".after"), order));
        StringBuilder html = new StringBuilder();
        paragraphs.stream()
                .filter(text -> !text.isEmpty())
                .forEach(text -> html.append(
                        text.equals(link)
                                ? "<p><a href=\"%1$s\">%2$s</a></p>\n"
                                        .formatted(
                                                HtmlUtils.htmlEscape(text),
                                                HtmlUtils.htmlEscape(texts.getString(key + ".link")))
                                : "<p>%s</p>\n".formatted(HtmlUtils.htmlEscape(text))));
        String text = String.join(
                        "\n\n",
                        paragraphs.stream().filter(each -> !each.isEmpty()).toList()) + "\n";
        return new Mail(
                order.id(),
                order.to(),
                order.language(),
                subject,
                text,
                page(order.language(), subject, html.toString()));
    }

    /** The HTML page of a mail, around paragraphs. */
    static String page(String language, String subject, String paragraphs) {
        return PAGE.formatted(language, HtmlUtils.htmlEscape(subject), paragraphs);
    }

    /** The name of the web client's page for a link; absent for a mail without a link. */
    private static @Nullable String page(MailKind kind) {
        return switch (kind) {
            case PASSWORD_RESET -> "reset";
            case VERIFICATION -> "verify";
            case ADDRESS_CHANGED, REMINDER -> null;
        };
    }

    private static String filled(String text, MailOrder order) {
        Duration life = Duration.between(order.requestedAt(), order.expiresAt());
        String time = life.toHours() < 1 ? life.toMinutes() + " min" : life.toHours() + " h";
        return text.replace("{name}", order.username()).replace("{time}", time);
    }
}
