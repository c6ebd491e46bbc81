package io.livemarket.notification.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.notifications.NotificationEvent.ChatMuted;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserDocumentTest {

    private static final UUID USER = UUID.randomUUID();
    private static final UUID CHAT = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-29T16:00:00Z");

    /** Earlier versions let clients ask for it, so that logs may hold it. */
    @Test
    void aMuteBeyondTheStoresYearsDoesNotEnd() {
        UserDocument muted = UserDocument.of(USER)
                .apply(new ChatMuted(USER, 1, CHAT, Instant.parse("+999999999-12-31T23:59:59Z"), NOW));

        assertThat(UserBson.read(UserBson.write(muted)).muted()).containsEntry(CHAT, Instant.MAX);
    }

    @Test
    void aMuteKeepsItsEnd() {
        Instant end = Instant.parse("9999-12-31T23:59:59.999Z");
        UserDocument muted = UserDocument.of(USER).apply(new ChatMuted(USER, 1, CHAT, end, NOW));

        assertThat(UserBson.read(UserBson.write(muted)).muted()).containsEntry(CHAT, end);
    }

    /** One account must not fill its document, which would hold up everyone of its partition. */
    @Test
    void onlyTheChatsCountedLastAreKept() {
        UserDocument user = UserDocument.of(USER);
        long version = 0;
        for (int i = 0; i < UserDocument.CHATS + 100; i++) {
            user = user.apply(new UnreadCounted(USER, ++version, new UUID(0, i), 3, NOW));
            user = user.apply(new ChatMuted(USER, ++version, new UUID(0, i), null, NOW));
        }
        assertThat(user.unread())
                .hasSize(UserDocument.CHATS)
                .doesNotContainKey(new UUID(0, 1))
                .containsKey(new UUID(0, UserDocument.CHATS));
        assertThat(user.muted()).hasSize(UserDocument.CHATS).containsKey(new UUID(0, UserDocument.CHATS + 99));

        UserDocument again = user.apply(new UnreadCounted(USER, ++version, new UUID(0, UserDocument.CHATS), 4, NOW))
                .apply(new UnreadCounted(USER, ++version, new UUID(1, 1), 1, NOW));
        assertThat(again.unread())
                .as("counted again, and not the oldest any more")
                .containsEntry(new UUID(0, UserDocument.CHATS), 4L)
                .doesNotContainKey(new UUID(0, 100));
        assertThat(UserBson.read(UserBson.write(again))).isEqualTo(again);
        assertThat(List.copyOf(UserBson.read(UserBson.write(again)).unread().keySet()))
                .isEqualTo(List.copyOf(again.unread().keySet()));
        assertThat(again.apply(new UnreadCounted(USER, ++version, new UUID(1, 1), 0, NOW))
                        .unread())
                .doesNotContainKey(new UUID(1, 1));
    }

    /** Documents of earlier versions had no bound; each next count is of a chat that they may not know yet. */
    @Test
    void anOversizedDocumentShrinksWithItsNextCount() {
        Map<UUID, Long> many = new LinkedHashMap<>();
        IntStream.range(0, UserDocument.CHATS + 2_000).forEach(i -> many.put(new UUID(0, i), 3L));
        UserDocument former = UserDocument.of(USER);
        UserDocument user = new UserDocument(
                USER, 1, former.notifications(), many, former.muted(), former.preferences(), former.devices());
        assertThat(user.apply(new UnreadCounted(USER, 2, new UUID(1, 1), 1, NOW))
                        .unread())
                .hasSize(UserDocument.CHATS)
                .containsKeys(new UUID(1, 1), new UUID(0, 2_001))
                .doesNotContainKey(new UUID(0, 2_000));
    }
}
