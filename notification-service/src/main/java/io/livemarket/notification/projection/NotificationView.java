package io.livemarket.notification.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as its user sees it: {@code Notification} of the protocol. Fields have their names in
 * {@link NotificationRaised}; their JSON is flat.
 *
 * @param chatName the group's name; absent for other chats
 */
public record NotificationView(
        UUID id,
        String kind,
        @JsonUnwrapped Concerned concerned,
        long count,
        @Nullable Long upToSeq,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Text shown,
        @Nullable String chatName) {

    /** The chat, the user and the object that a notification is about. */
    public record Concerned(
            @Nullable UUID chatId,
            @Nullable UUID actorId,
            @Nullable UUID subject) {}

    /**
     * The times of a notification.
     *
     * @param readAt the time at which the user read the chat; absent for an unread notification
     */
    public record Times(
            Instant raisedAt, Instant at, @Nullable Instant readAt) {

        Times read(Instant when) {
            return new Times(raisedAt, at, when);
        }
    }

    static NotificationView of(Listed n, Text shown) {
        return new NotificationView(
                n.id(), n.kind(), n.concerned(), n.count(), n.upToSeq(), n.times(), shown, n.chatName());
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
                    n.concerned().actorId(),
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
