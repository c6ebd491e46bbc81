package io.livemarket.ledger.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChatViewTest {

    private static final UUID CHAT = new UUID(0, 1);
    private static final UUID SENDER = new UUID(0, 2);
    private static final UUID MESSAGE = new UUID(1, 1);

    private final ChatView view = new ChatView();

    @Test
    void eventsInOrderLeaveNoHole() {
        assertThat(view.take(event(What.DELIVERED, 1, null))).isTrue();
        assertThat(view.take(event(What.MESSAGE, 2, "one"))).isTrue();
        assertThat(view.take(event(What.EDITED, 3, "two"))).isTrue();
        assertThat(view.version()).isEqualTo(3);
        assertThat(view.messages()).containsExactly(new Shown(MESSAGE, 1, SENDER, "two", true, false));
    }

    @Test
    void aSkippedVersionIsAGapUntilItsFetch() {
        assertThat(view.take(event(What.MESSAGE, 2, "one"))).isFalse();
        assertThat(view.version()).isZero();
        view.synced(1);
        assertThat(view.hasHole()).isFalse();
        assertThat(view.version()).isEqualTo(2);
    }

    @Test
    void aDeletionBeforeItsMessageIsKept() {
        view.take(event(What.DELETED, 31, null));
        view.sync(Json.MAPPER.readTree("""
                {"complete": true, "version": 30, "messages": [{"id": "%s", "seq": 1, "version": 25, "senderId": "%s",
                 "content": "one"}]}""".formatted(MESSAGE, SENDER)));
        assertThat(view.version()).isEqualTo(31);
        assertThat(view.messages()).containsExactly(new Shown(MESSAGE, 1, SENDER, "", false, true));
    }

    @Test
    void anOlderAnswerDoesNotUndoANewerEvent() {
        view.take(event(What.MESSAGE, 1, "one"));
        view.take(event(What.EDITED, 2, "two"));
        view.take(event(What.MESSAGE, 1, "one"));
        assertThat(view.messages()).containsExactly(new Shown(MESSAGE, 1, SENDER, "two", true, false));
    }

    private static Sighting event(What what, long version, String content) {
        return new Sighting(what, CHAT, version, 1, MESSAGE, content, SENDER);
    }
}
