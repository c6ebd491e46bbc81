package io.livemarket.presence.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.projection.UnreadableRecordAt;
import io.livemarket.presence.projection.MeetingsProjection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** The facts that follow from chats that are opened, as a reader writes them that may be killed between its writes. */
class MeetingsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventCodec<ChatEvent> EVENTS = EventCodec.of(ChatEvent.class);

    private final UUID ana = Ids.next();
    private final UUID bea = Ids.next();
    private final UUID carla = Ids.next();
    private final ChatOpened opened =
            new ChatOpened(Ids.next(), 1, ChatType.GROUP, List.of(ana, bea, carla), "three", ana, NOW);
    private final List<ProducerRecord<String, byte[]>> log = new ArrayList<>();
    private final ChatPartners chatPartners = new ChatPartners();
    private int room = Integer.MAX_VALUE;
    private final MeetingsProjection meetings = new MeetingsProjection(chatPartners::contains, facts -> {
        log.addAll(facts.subList(0, Math.min(room, facts.size())));
        if (facts.size() > room) {
            throw new KafkaException("not all are written");
        }
    });

    @Test
    void eachParticipantOfAnOpenedChatMetTheOthers() {
        meetings.apply(
                List.of(record(opened), record(new MessageDeleted(opened.chatId(), 2, 1, Ids.next(), ana, NOW))));
        assertThat(log)
                .extracting(ProducerRecord::key)
                .containsExactly(ana.toString(), bea.toString(), carla.toString());
        read();
        assertThat(chatPartners.partnersOf(ana)).containsExactly(bea, carla);
        assertThat(chatPartners.participantsOf(opened.chatId())).containsExactlyInAnyOrder(ana, bea, carla);
    }

    @Test
    void aKilledProjectionWritesEachEventOnce() {
        room = 2;
        assertThatThrownBy(() -> meetings.apply(List.of(record(opened)))).isInstanceOf(KafkaException.class);
        read();
        room = Integer.MAX_VALUE;
        meetings.apply(List.of(record(opened)));
        read();
        meetings.apply(List.of(record(opened)));
        assertThat(log)
                .extracting(ProducerRecord::key)
                .containsExactly(ana.toString(), bea.toString(), carla.toString());
    }

    /** The instance has not read its own facts yet. */
    @Test
    void aFactThatIsWrittenTwiceChangesNothing() {
        meetings.apply(List.of(record(opened)));
        meetings.apply(List.of(record(opened)));
        assertThat(log).hasSize(6);
        read();
        assertThat(chatPartners.partnersOf(bea)).containsExactly(ana, carla);
    }

    @Test
    void recordsBeforeAnUnreadableOneAreWritten() {
        ConsumerRecord<String, byte[]> broken = new ConsumerRecord<>("chats", 0, 1, "x", new byte[] {'?'});
        Envelope.put(broken.headers(), Envelope.TYPE, EVENTS.types().nameOf(opened));
        assertThatThrownBy(() -> meetings.apply(List.of(record(opened), broken)))
                .isInstanceOf(UnreadableRecordAt.class);
        assertThat(log).hasSize(3);
    }

    @Test
    void joiningMembersMeetTheOthersAndLeavingOnesPart() {
        UUID dora = Ids.next();
        UUID group = opened.chatId();
        meetings.apply(List.of(
                record(opened),
                record(new MemberJoined(group, 3, dora, 1, NOW), ana, bea, carla, dora),
                record(new MemberLeft(group, 4, ana, NOW), bea, carla, dora, ana)));
        read();
        assertThat(chatPartners.participantsOf(group)).containsExactlyInAnyOrder(bea, carla, dora);
        assertThat(chatPartners.partnersOf(ana)).isEmpty();
        assertThat(chatPartners.partnersOf(dora)).containsExactlyInAnyOrder(bea, carla);
        assertThat(chatPartners.partnersOf(bea)).containsExactlyInAnyOrder(carla, dora);
    }

    @Test
    void partnersByAnotherChatStayPartners() {
        UUID group = opened.chatId();
        ChatOpened two =
                new ChatOpened(Ids.privateChat(ana, bea), 1, ChatType.PRIVATE, List.of(ana, bea), null, ana, NOW);
        ChatOpened other = new ChatOpened(Ids.next(), 1, ChatType.GROUP, List.of(ana, carla), "two", ana, NOW);
        meetings.apply(List.of(
                record(opened),
                record(two),
                record(other),
                record(new MemberRemoved(group, 3, ana, bea, NOW), bea, carla, ana)));
        read();
        assertThat(chatPartners.participantsOf(group)).containsExactlyInAnyOrder(bea, carla);
        assertThat(chatPartners.partnersOf(ana)).containsExactlyInAnyOrder(bea, carla);
        assertThat(chatPartners.partnersOf(carla)).containsExactlyInAnyOrder(ana, bea);
    }

    @Test
    void aReturningMemberIsAParticipantAgain() {
        UUID group = opened.chatId();
        meetings.apply(List.of(record(opened), record(new MemberLeft(group, 2, ana, NOW), bea, carla, ana)));
        read();
        log.clear();
        meetings.apply(List.of(record(new MemberJoined(group, 4, ana, 1, NOW), bea, carla, ana)));
        read();
        assertThat(chatPartners.participantsOf(group)).containsExactlyInAnyOrder(ana, bea, carla);
        assertThat(chatPartners.partnersOf(bea)).containsExactlyInAnyOrder(carla, ana);
    }

    private static ConsumerRecord<String, byte[]> record(ChatEvent event, UUID... audience) {
        ConsumerRecord<String, byte[]> record = record(event);
        Envelope.audience(record.headers(), List.of(audience));
        return record;
    }

    private void read() {
        log.forEach(fact -> {
            ConsumerRecord<String, byte[]> read = new ConsumerRecord<>(fact.topic(), 0, 0, fact.key(), fact.value());
            fact.headers().forEach(read.headers()::add);
            chatPartners.read(read);
        });
    }

    private static ConsumerRecord<String, byte[]> record(ChatEvent event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("chats", 0, 0, event.chatId().toString(), EVENTS.write(event));
        Envelope.put(record.headers(), Envelope.TYPE, EVENTS.types().nameOf(event));
        return record;
    }
}
