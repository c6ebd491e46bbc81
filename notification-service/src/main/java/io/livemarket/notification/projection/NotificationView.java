package io.livemarket.notification.projection;

import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Instant;
import java.util.UUID;

/**
 * A notification as its user sees it: {@code Notification} of the protocol. The same names as in
 * {@link NotificationRaised}.
 *
 * @param readAt when the chat was read, or null
 * @param text what to show; Spanish in {@code textEs}
 * @param chatName the group's, or null
 */
public record NotificationView(
        UUID id,
        String kind,
        UUID chatId,
        UUID actorId,
        UUID subject,
        long count,
        Long upToSeq,
        Instant raisedAt,
        Instant at,
        Instant readAt,
        String text,
        String textEs,
        String chatName) {

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

    /** What a text is made from, beside present names. */
    public record About(
            UUID userId, String kind, UUID chatId, String chatName, UUID actorId, long count, boolean hideSender) {

        static About of(UserDocument user, Listed n) {
            return new About(
                    user.userId(),
                    n.kind(),
                    n.chatId(),
                    n.chatName(),
                    n.actorId(),
                    n.count(),
                    user.preferences().hideSender());
        }
    }

    /** What to show, in English and Spanish. */
    public record Text(String text, String textEs) {}

    /** Makes texts when notifications are read. */
    @FunctionalInterface
    public interface Texts {
        Text of(About about);
    }
}
