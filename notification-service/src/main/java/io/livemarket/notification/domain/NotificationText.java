package io.livemarket.notification.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of a notification, in English and Spanish: plain text, at most {@link #LONGEST} characters. Names of users
 * and groups change, so a text is made where the notification is sent or read, and is stored nowhere.
 */
public record NotificationText(String text, String textEs) {

    /** The most code points that a text can have. */
    public static final int LONGEST = 300;

    /**
     * The parts of a text.
     *
     * @param group whether the chat is a group
     * @param chatName the group's name; absent for a private chat, and where the name is not known or the user wants no
     *     names
     * @param sender the name of the user who caused the newest change; absent where it is not known or the user wants
     *     no names
     * @param count the unread messages of others
     */
    public record About(
            String kind,
            boolean group,
            @Nullable String chatName,
            @Nullable String sender,
            long count) {

        /**
         * The parts of the text of a user's notification.
         *
         * @param actor the user who caused the newest change, where one is known
         * @param sender the name of {@code actor}, where it is known
         * @param hideSender whether the notified user wants no names
         */
        public static About of(
                String kind,
                @Nullable UUID chatId,
                @Nullable String chatName,
                @Nullable UUID actor,
                @Nullable String sender,
                long count,
                boolean hideSender) {
            boolean group = chatId != null && (chatName != null || actor != null && Inbox.isGroup(chatId, chatName));
            return hideSender
                    ? new About(kind, group, null, null, count)
                    : new About(kind, group, ShownName.of(chatName), ShownName.of(sender), count);
        }
    }

    /** The text of a notification. A kind that this version does not know gets the text of new messages. */
    public static NotificationText of(About about) {
        return switch (NotificationKind.of(about.kind()).orElse(NotificationKind.MESSAGE)) {
            case MESSAGE -> messages(about);
            case FIRST_CONTACT -> firstContact(about);
            case GROUP_INVITATION -> invitation(about);
            case REPORT_OUTCOME ->
                new NotificationText(NotificationKind.REPORT_OUTCOME.text(), NotificationKind.REPORT_OUTCOME.textEs());
            case WARNING -> new NotificationText(NotificationKind.WARNING.text(), NotificationKind.WARNING.textEs());
            case APPEAL_ANSWERED ->
                new NotificationText(
                        NotificationKind.APPEAL_ANSWERED.text(), NotificationKind.APPEAL_ANSWERED.textEs());
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

    /** Once the group has messages, {@code sender} is the sender of the newest one, not the inviting user. */
    private static NotificationText invitation(About about) {
        String name = about.chatName() == null ? "a group" : about.chatName();
        String nameEs = about.chatName() == null ? "un grupo" : about.chatName();
        if (about.count() == 0 && about.sender() != null) {
            return new NotificationText(
                    about.sender() + " invited you to " + name, about.sender() + " le ha invitado a " + nameEs);
        }
        NotificationText invited = new NotificationText("You were invited to " + name, "Le han invitado a " + nameEs);
        return about.count() == 0
                ? invited
                : invited.followedBy(counted(about.count(), false)).latestFrom(about.sender());
    }

    private static NotificationText counted(long count, boolean first) {
        if (count > 1) {
            return new NotificationText(count + " new messages", count + " mensajes nuevos");
        }
        return first
                ? new NotificationText("New message", "Mensaje nuevo")
                : new NotificationText("1 new message", "1 mensaje nuevo");
    }

    private NotificationText latestFrom(@Nullable String sender) {
        return sender == null ? this : and(", the latest from " + sender, ", el último de " + sender);
    }

    private NotificationText followedBy(NotificationText more) {
        return and(": " + more.text, ": " + more.textEs);
    }

    private NotificationText and(String more, String moreEs) {
        return new NotificationText(text + more, textEs + moreEs);
    }
}
