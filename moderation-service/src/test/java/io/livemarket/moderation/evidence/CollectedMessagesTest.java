package io.livemarket.moderation.evidence;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.moderation.EvidenceMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CollectedMessagesTest {

    private static final UUID CHAT = new UUID(1, 1);
    private static final UUID MESSAGE = new UUID(2, 2);
    private static final UUID SENDER = new UUID(3, 3);
    private static final UUID READER = new UUID(4, 4);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final CollectedMessages collected = new CollectedMessages(List.of(MESSAGE));

    private void sent() {
        collected.add(
                messageSent(CHAT, 2, 1, MESSAGE, SENDER).content("one").at(NOW).build(), 5);
    }

    @Test
    void everyContentOfAMessageIsKept() {
        sent();
        collected.add(new MessageEdited(CHAT, 3, 1, MESSAGE, SENDER, "two", NOW.plusSeconds(1)), 5);
        collected.add(new MessageDeleted(CHAT, 4, 1, MESSAGE, SENDER, NOW.plusSeconds(2)), 5);
        EvidenceMessage evidence = collected.messages().get(MESSAGE);
        assertThat(evidence.contents())
                .extracting(EvidenceMessage.Text::content)
                .containsExactly("one", "two");
        assertThat(evidence.deletedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(collected.isSettled()).isTrue();
    }

    @Test
    void aMessageIsFollowedUntilAnotherUserReadsIt() {
        assertThat(collected.isComplete()).isFalse();
        sent();
        assertThat(collected.isComplete()).isTrue();
        collected.add(new MessagesRead(CHAT, 3, SENDER, 1, NOW), 5);
        assertThat(collected.isSettled()).isFalse();
        assertThat(collected.follows(5)).isTrue();
        assertThat(collected.follows(4)).isFalse();
        collected.add(new MessagesRead(CHAT, 4, READER, 1, NOW), 5);
        assertThat(collected.isSettled()).isTrue();
        assertThat(collected.follows(5)).isFalse();
    }

    @Test
    void otherMessagesAreNoneOfItsBusiness() {
        collected.add(
                messageSent(CHAT, 2, 1, new UUID(9, 9), SENDER)
                        .content("x")
                        .at(NOW)
                        .build(),
                0);
        assertThat(collected.messages()).isEmpty();
    }
}
