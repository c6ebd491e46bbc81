package io.livemarket.notification.domain;

import io.livemarket.events.Ids;
import java.util.UUID;

/**
 * What to show of a notification, in English and Spanish: plain text, at most {@link #LONGEST} characters. Names
 * change, so that a text is made where the notification is sent or read, and is kept nowhere.
 */
public record NotificationText(String text, String textEs) {

    /** More than any text has, counted in code points. */
    public static final int LONGEST = 300;

    /**
     * What a text is made from.
     *
     * @param group whether the chat is a group
     * @param chatName the group's, or null where there is none, or it is not known or not wanted
     * @param sender the name of the user that caused it last, or null where it is not known or not wanted
     * @param count messages of others that were not read
     */
    public record About(String kind, boolean group, String chatName, String sender, long count) {

        /**
         * @param actor the user that caused it last, or null
         * @param sender that user's name, or null
         * @param hideSender whether the user wants no names
         */
        public static About of(
                UUID user,
                String kind,
                UUID chatId,
                String chatName,
                UUID actor,
                String sender,
                long count,
                boolean hideSender) {
            boolean group = chatId != null
                    && (chatName != null || actor != null && !chatId.equals(Ids.privateChat(user, actor)));
            return hideSender
                    ? new About(kind, group, null, null, count)
                    : new About(kind, group, ShownName.of(chatName), ShownName.of(sender), count);
        }
    }

    /** The text of a notification; of a kind that this version does not know, of new messages. */
    public static NotificationText of(About about) {
        return switch (NotificationKind.of(about.kind()).orElse(NotificationKind.MESSAGE)) {
            case MESSAGE -> messages(about);
            case FIRST_CONTACT -> firstContact(about);
            case GROUP_INVITATION -> invitation(about);
            case REPORT_OUTCOME ->
                new NotificationText(NotificationKind.REPORT_OUTCOME.text(), NotificationKind.REPORT_OUTCOME.textEs());
            case WARNING -> new NotificationText(NotificationKind.WARNING.text(), NotificationKind.WARNING.textEs());
        };
    }

    private static NotificationText messages(About about) {
        NotificationText count = counted(about.count(), true);
        if (!about.group()) {
            return about.sender() == null ? count : count.and(" from " + about.sender(), " de " + about.sender());
        }
        NotificationText where = about.chatName() == null
                ? new NotificationText(" in a group", " en un grupo")
                : new NotificationText(" in " + about.chatName(), " en " + about.chatName());
        if (about.count() <= 1 && about.sender() != null) {
            return count.and(" from " + about.sender() + where.text, " de " + about.sender() + where.textEs);
        }
        return count.and(where.text, where.textEs).latestFrom(about.sender());
    }

    private static NotificationText firstContact(About about) {
        NotificationText wrote = about.sender() == null
                ? new NotificationText(NotificationKind.FIRST_CONTACT.text(), NotificationKind.FIRST_CONTACT.textEs())
                : new NotificationText(
                        about.sender() + " wrote to you for the first time",
                        about.sender() + " le ha escrito por primera vez");
        return about.count() <= 1 ? wrote : wrote.followedBy(counted(about.count(), false));
    }

    /** Once there are messages, the last sender is known, and not the inviting user. */
    private static NotificationText invitation(About about) {
        String name = about.chatName() == null ? "a group" : about.chatName();
        String nameEs = about.chatName() == null ? "un grupo" : about.chatName();
        if (about.count() == 0 && about.sender() != null) {
            return new NotificationText(
                    about.sender() + " added you to " + name, about.sender() + " le ha añadido a " + nameEs);
        }
        NotificationText added = new NotificationText("You were added to " + name, "Le han añadido a " + nameEs);
        return about.count() == 0
                ? added
                : added.followedBy(counted(about.count(), false)).latestFrom(about.sender());
    }

    private static NotificationText counted(long count, boolean first) {
        if (count > 1) {
            return new NotificationText(count + " new messages", count + " mensajes nuevos");
        }
        return first
                ? new NotificationText("New message", "Mensaje nuevo")
                : new NotificationText("1 new message", "1 mensaje nuevo");
    }

    private NotificationText latestFrom(String sender) {
        return sender == null ? this : and(", the latest from " + sender, ", el último de " + sender);
    }

    private NotificationText followedBy(NotificationText more) {
        return and(": " + more.text, ": " + more.textEs);
    }

    private NotificationText and(String more, String moreEs) {
        return new NotificationText(text + more, textEs + moreEs);
    }
}
