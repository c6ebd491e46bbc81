package io.livemarket.notification.projection;

import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as its user sees it: {@code Notification} of the protocol. Fields have their names in
 * {@link NotificationRaised}.
 *
 * @param readAt the time at which the user read the chat; absent for an unread notification
 * @param text the text to show, in English; {@code textEs} is in Spanish
 * @param chatName the group's name; absent for other chats
 */
public record NotificationView(
        UUID id,
        String kind,
        @Nullable UUID chatId,
        @Nullable UUID actorId,
        @Nullable UUID subject,
        long count,
        @Nullable Long upToSeq,
        Instant raisedAt,
        Instant at,
        @Nullable Instant readAt,
        String text,
        String textEs,
        @Nullable String chatName) {

    static NotificationView of(Listed n, Text shown) {
        return new NotificationView(
                n.id(),
                n.kind(),
                n.chatId(),
                n.actorId(),
                n.subject(),
                n.count(),
                n.upToSeq(),
                n.raisedAt(),
                n.at(),
                n.readAt(),
                shown.text(),
                shown.textEs(),
                n.chatName());
    }

    /** The stored parts of a notification's text, to which the present names of users are added. */
    public record About(
            String kind,
            @Nullable UUID chatId,
            @Nullable String chatName,
            @Nullable UUID actorId,
            long count,
            boolean hideSender) {

        static About of(UserDocument user, Listed n) {
            return new About(
                    n.kind(),
                    n.chatId(),
                    n.chatName(),
                    n.actorId(),
                    n.count(),
                    user.preferences().hideSender());
        }
    }

    /** The text to show, in English and Spanish. */
    public record Text(String text, String textEs) {}

    /** Makes the texts of notifications when they are read. */
    @FunctionalInterface
    public interface Texts {
        Text of(About about);
    }
}
