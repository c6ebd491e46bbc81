package io.livemarket.moderation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The flags of changes of groups. */
class FlaggedMessagesTest {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private final UUID group = Ids.next();
    private final UUID ana = Ids.next();

    @Test
    void aGroupsNewNameIsFlaggedUnderTheChat() {
        assertThat(FlaggedMessages.of(record(new ChatRenamed(group, 3, ana, "llámame", NOW))))
                .hasValueSatisfying(flag -> {
                    assertThat(flag.command().userId()).isEqualTo(ana);
                    assertThat(flag.command().messageId()).isEqualTo(group);
                    assertThat(flag.command().content()).isEqualTo("llámame");
                });
        assertThat(FlaggedMessages.of(record(new MemberLeft(group, 4, ana, NOW))))
                .isEmpty();
    }

    private static ConsumerRecord<String, byte[]> record(ChatEvent event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("chats", 0, 0, event.chatId().toString(), EVENTS.write(event));
        Envelope.put(record.headers(), Envelope.ID, Ids.next().toString());
        Envelope.put(record.headers(), Envelope.TYPE, EVENTS.types().nameOf(event));
        Envelope.put(
                record.headers(),
                Envelope.MODERATION,
                "{\"hits\":[{\"category\":\"contact_details\",\"severity\":1}]}");
        return record;
    }
}
