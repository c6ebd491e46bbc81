package io.livemarket.auth.mail;

import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.UnreadMessages;
import io.livemarket.kit.mail.Mail;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.ResourceBundle;
import org.springframework.web.util.HtmlUtils;

/** Makes the mails that remind of unread messages: numbers and names, never content. */
final class ReminderTexts {

    private static final int LONGEST_NAME = 60;

    private final ReminderLinks links;

    ReminderTexts(ReminderLinks links) {
        this.links = links;
    }

    /** The mail of an order, as plain text and HTML. */
    Mail of(MailOrder order, ResourceBundle texts) {
        UnreadMessages unread = Objects.requireNonNull(order.unread(), "a reminder has numbers");
        URI off = links.off(Objects.requireNonNull(order.token(), "a reminder has a token"));
        String subject =
                count(texts, "subject", unread.messages()).replace("{marketplace}", plain(links.marketplace()));
        String greeting = texts.getString("greeting").replace("{name}", plain(order.username()));
        String before = sentence(texts, unread);
        String why = texts.getString("reminder.after").replace("{marketplace}", plain(links.marketplace()));
        String text =
                String.join("\n\n", greeting, before, links.home(), why, texts.getString("reminder.off") + "\n" + off)
                        + "\n";
        String html = paragraph(greeting)
                + paragraph(before)
                + link(links.home(), texts.getString("reminder.link"))
                + paragraph(why)
                + link(off.toString(), texts.getString("reminder.off-link"));
        return new Mail(
                order.id(),
                order.to(),
                order.language(),
                subject,
                text,
                MailTexts.page(order.language(), subject, html),
                off);
    }

    private static String sentence(ResourceBundle texts, UnreadMessages unread) {
        String messages = count(texts, "messages", unread.messages());
        String chats = unread.chats() == 1 ? "" : " " + count(texts, "chats", unread.chats());
        List<String> names = unread.senders().stream().map(ReminderTexts::plain).toList();
        String from =
                names.isEmpty() ? "" : texts.getString("reminder.from").replace("{names}", String.join(", ", names));
        return messages + chats + from + ".";
    }

    private static String count(ResourceBundle texts, String key, long count) {
        return texts.getString("reminder." + key + (count == 1 ? ".one" : ".many"))
                .replace("{count}", Long.toString(count));
    }

    /**
     * A name in one line, without control and direction characters; a dot is no part of a link, which mail programs
     * make of names such as {@code evil.example}.
     */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints()
                .map(c -> Character.isISOControl(c) || isUnseen(Character.getType(c)) ? ' ' : c)
                .limit(LONGEST_NAME)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip().replaceAll("\\.(?=\\S)", ".\u200B");
    }

    private static boolean isUnseen(int type) {
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String paragraph(String text) {
        return "<p>%s</p>\n".formatted(HtmlUtils.htmlEscape(text));
    }

    private static String link(String address, String text) {
        return "<p><a href=\"%s\">%s</a></p>\n".formatted(HtmlUtils.htmlEscape(address), HtmlUtils.htmlEscape(text));
    }
}
