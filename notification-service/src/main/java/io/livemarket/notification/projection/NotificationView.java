package io.livemarket.notification.projection;

import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Instant;
import java.util.UUID;

/**
 * A notification as its user sees it: {@code Notification} of the protocol. The same names as in {@link NotificationRaised}.
 *
 * @param readAt when the chat was read, or null
 * @param text   what to show, when nothing better is at hand; Spanish in {@code textEs}
 */
public record NotificationView(
        UUID id, String kind, UUID chatId, UUID actorId, UUID subject, long count, Long upToSeq, Instant raisedAt,
        Instant at, Instant readAt, String text, String textEs) {

    static NotificationView of(Listed n, Texts texts) {
        return new NotificationView(n.id(), n.kind(), n.chatId(), n.actorId(), n.subject(), n.count(), n.upToSeq(),
                n.raisedAt(), n.at(), n.readAt(), texts.text(n.kind()), texts.textEs(n.kind()));
    }

    /** What to show for a kind, by its name on the wire. */
    public interface Texts {
        String text(String kind);

        String textEs(String kind);
    }
}
