package io.livemarket.notification.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserDocumentTest {

    private static final UUID USER = UUID.randomUUID();
    private static final UUID CHAT = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-29T16:00:00Z");

    /** Earlier versions let clients ask for it, so that logs may hold it. */
    @Test
    void aMuteThatEndsInAYearThatTheStoreDoesNotHaveDoesNotEnd() {
        UserDocument muted = UserDocument.of(USER).apply(
                new ChatMuted(USER, 1, CHAT, Instant.parse("+999999999-12-31T23:59:59Z"), NOW));

        assertThat(UserBson.read(UserBson.write(muted)).muted()).containsEntry(CHAT, Instant.MAX);
    }

    @Test
    void aMuteEndsWhenItSays() {
        Instant end = Instant.parse("9999-12-31T23:59:59.999Z");
        UserDocument muted = UserDocument.of(USER).apply(new ChatMuted(USER, 1, CHAT, end, NOW));

        assertThat(UserBson.read(UserBson.write(muted)).muted()).containsEntry(CHAT, end);
    }
}
