package io.livemarket.notification.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.notifications.ClearReason;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of a notification, byte for byte: clients get it flat and in this order. */
class FlatNotificationTest {

    private static final UUID USER = new UUID(0, 1);
    private static final UUID ID = new UUID(0, 2);
    private static final UUID CHAT = new UUID(0, 3);
    private static final UUID ACTOR = new UUID(0, 4);
    private static final UUID SUBJECT = new UUID(0, 5);
    private static final Instant TIME = Instant.parse("2026-11-29T16:00:00Z");

    @Test
    void aReadNotificationIsFlat() {
        UserDocument user = UserDocument.of(USER)
                .apply(new NotificationRaised(
                        USER, 1, ID, "message", CHAT, ACTOR, SUBJECT, 3, 7L, TIME, TIME.plusSeconds(1), "Bici"))
                .apply(new NotificationsCleared(USER, 2, List.of(ID), ClearReason.READ, CHAT, TIME.plusSeconds(2)));
        assertThat(json(user)).isEqualTo("""
                {"id":"00000000-0000-0000-0000-000000000002","kind":"message",
                "chatId":"00000000-0000-0000-0000-000000000003","actorId":"00000000-0000-0000-0000-000000000004",
                "subject":"00000000-0000-0000-0000-000000000005","count":3,"upToSeq":7,"raisedAt":"2026-11-29T16:00:00Z",
                "at":"2026-11-29T16:00:01Z","readAt":"2026-11-29T16:00:02Z","text":"hello","textEs":"hola","chatName":"Bici"}""".replace("\n", ""));
        assertThat(UserBson.read(UserBson.write(user))).isEqualTo(user);
    }

    @Test
    void absentFieldsAreLeftOut() {
        UserDocument user = UserDocument.of(USER)
                .apply(new NotificationRaised(USER, 1, ID, "warning", null, null, null, 1, null, TIME, TIME, null));
        assertThat(json(user)).isEqualTo("""
                {"id":"00000000-0000-0000-0000-000000000002","kind":"warning","count":1,"raisedAt":"2026-11-29T16:00:00Z",
                "at":"2026-11-29T16:00:00Z","text":"hello","textEs":"hola"}""".replace("\n", ""));
        assertThat(UserBson.read(UserBson.write(user))).isEqualTo(user);
    }

    private static String json(UserDocument user) {
        NotificationView.Text text = new NotificationView.Text("hello", "hola");
        return new String(
                Json.bytes(NotificationView.of(user.notifications().getFirst(), text)), StandardCharsets.UTF_8);
    }
}
