package io.livemarket.notification.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.notification.domain.Fact;
import io.livemarket.notification.kafka.ChatFacts.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The facts that follow from changes of groups. */
class GroupFactsTest {

    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private final UUID group = Ids.next();
    private final UUID ana = Ids.next();
    private final UUID bea = Ids.next();

    @Test
    void anInvitationConcernsTheInvitedUsersAlone() {
        ConsumerRecord<String, byte[]> record =
                record(new MembersInvited(group, 3, List.of(bea), ana, "Bici", NOW), ana, bea);
        assertThat(ChatFacts.concerned(record)).containsExactly(bea);
        assertThat(ChatFacts.of(record, List.of(bea)))
                .containsExactly(new Versioned(new Fact.Joined(group, ana, NOW, "Bici"), 3));
    }

    @Test
    void eachWayOutConcernsTheUserWhoIsOut() {
        for (ChatEvent event : List.of(
                new MemberLeft(group, 4, bea, NOW),
                new MemberRemoved(group, 4, bea, ana, NOW),
                new InvitationDeclined(group, 4, bea, NOW))) {
            ConsumerRecord<String, byte[]> record = record(event, ana, bea);
            assertThat(ChatFacts.concerned(record)).containsExactly(bea);
            assertThat(ChatFacts.of(record, List.of(bea))).containsExactly(new Versioned(new Fact.Left(group, NOW), 4));
        }
    }

    @Test
    void aNewNameConcernsAllMembersAndAJoiningNone() {
        ConsumerRecord<String, byte[]> renamed = record(new ChatRenamed(group, 5, ana, "Ruzafa", NOW), ana, bea);
        assertThat(ChatFacts.concerned(renamed)).containsExactly(ana, bea);
        assertThat(ChatFacts.of(renamed, List.of(ana, bea)))
                .containsOnly(new Versioned(new Fact.Renamed(group, "Ruzafa"), 5))
                .hasSize(2);
        assertThat(ChatFacts.concerned(record(new MemberJoined(group, 6, bea, 1, NOW), ana, bea)))
                .isEmpty();
    }

    private static ConsumerRecord<String, byte[]> record(ChatEvent event, UUID... audience) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("chats", 0, 0, event.chatId().toString(), EVENTS.write(event));
        Envelope.put(record.headers(), Envelope.TYPE, EVENTS.types().nameOf(event));
        Envelope.audience(record.headers(), List.of(audience));
        return record;
    }
}
