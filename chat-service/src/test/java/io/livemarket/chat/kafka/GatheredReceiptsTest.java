package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.*;
import static io.livemarket.chat.domain.GroupFixtures.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Receipt;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts of a large group wait a second for further ones, and are one event. */
class GatheredReceiptsTest {

    private static final int MEMBERS = 100;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final DecidingPartition partition = new DecidingPartition(NOW);
    private final List<UUID> readers =
            IntStream.range(0, MEMBERS - 1).mapToObj(n -> member(n)).toList();

    @BeforeEach
    void openGroup() {
        List<UUID> members = new ArrayList<>(List.of(ALICE));
        members.addAll(readers);
        partition.registered(members.toArray(UUID[]::new));
        partition.ask(new OpenChat(GROUP, ALICE, ChatType.GROUP, members, "Bici", NOW), Reply.NONE);
        partition.ask(message(MESSAGE_1), Reply.NONE);
        partition.events();
    }

    private static SendMessage message(UUID id) {
        return new SendMessage(GROUP, ALICE, null, id, MessageType.TEXT, "hola", null, null, null, null, NOW);
    }

    private static ChatCommand delivered(UUID reader, long upTo) {
        return new MarkDelivered(GROUP, reader, upTo, null, NOW);
    }

    private static ChatCommand read(UUID reader, long upTo) {
        return new MarkRead(GROUP, reader, upTo, null, NOW);
    }

    @Test
    void aMessageThatAllConfirmAndReadCostsTwoEvents() {
        readers.forEach(reader -> partition.ask(delivered(reader, 1), Reply.NONE));
        assertThat(partition.events()).isEmpty();
        partition.advance(WINDOW);
        readers.forEach(reader -> partition.ask(read(reader, 1), Reply.NONE));
        partition.advance(WINDOW);
        List<ChatEvent> events = partition.events();
        assertThat(events).hasSize(2).hasOnlyElementsOfType(ReceiptsAdvanced.class);
        assertThat(((ReceiptsAdvanced) events.getLast()).receipts())
                .containsExactlyElementsOf(readers.stream()
                        .map(reader -> new Receipt(reader, 1, 1))
                        .toList());
        assertThat(((ReceiptsAdvanced) events.getLast()).authors()).containsExactly(ALICE);
    }

    @Test
    void theEventConcernsAuthorsAndReadersAlone() {
        partition.ask(read(member(3), 1), Reply.NONE);
        partition.advance(WINDOW);
        assertThat(partition.eventRecords()).singleElement().satisfies(record -> {
            assertThat(Envelope.audience(record.headers())).containsExactly(ALICE, member(3));
            assertThat(Envelope.withheld(record.headers())).isEmpty();
        });
    }

    @Test
    void aReceiptIsAnsweredWithItsEvent() {
        UUID first = partition.ask(delivered(member(1), 1), Reply.UNLESS_EVENT);
        UUID second = partition.ask(read(member(1), 1), Reply.ALWAYS);
        partition.ask(read(member(2), 1), Reply.NONE);
        assertThat(partition.results()).isEmpty();
        partition.advance(WINDOW);
        assertThat(partition.results())
                .containsExactly(
                        new CommandAccepted(first, GROUP, 2, false, null),
                        new CommandAccepted(second, GROUP, 2, false, null));
    }

    @Test
    void aReceiptOfAnUnknownMessageIsRefusedAtOnce() {
        UUID id = partition.ask(read(member(1), 7), Reply.UNLESS_EVENT);
        assertThat(partition.results()).containsExactly(new CommandRefused(id, GROUP, ErrorCode.INVALID_REQUEST));
    }

    @Test
    void aReceiptThatIsKnownIsAnsweredAtOnce() {
        partition.ask(read(member(1), 1), Reply.NONE);
        partition.advance(WINDOW);
        partition.events();
        UUID id = partition.ask(read(member(1), 1), Reply.UNLESS_EVENT);
        assertThat(partition.results()).containsExactly(new CommandAccepted(id, GROUP, 2, true, null));
        partition.advance(WINDOW);
        assertThat(partition.events()).isEmpty();
    }

    @Test
    void aMessageMayBeChangedUntilAReceiptIsAnswered() {
        partition.ask(read(member(1), 1), Reply.NONE);
        partition.ask(new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW), Reply.NONE);
        assertThat(partition.events()).singleElement().isInstanceOf(MessageEdited.class);
        partition.advance(WINDOW);
        UUID late = partition.ask(new EditMessage(GROUP, ALICE, MESSAGE_1, "hasta luego", NOW), Reply.ALWAYS);
        assertThat(partition.results()).containsExactly(new CommandRefused(late, GROUP, ErrorCode.ALREADY_READ));
    }

    @Test
    void aReaderWhoLeavesMeanwhileHasNoReceipt() {
        UUID left = partition.ask(read(member(1), 1), Reply.UNLESS_EVENT);
        partition.ask(read(member(2), 1), Reply.NONE);
        partition.ask(leave(member(1)), Reply.NONE);
        assertThat(partition.events()).singleElement().isInstanceOf(MemberLeft.class);
        partition.advance(WINDOW);
        assertThat(partition.eventRecords())
                .singleElement()
                .satisfies(record ->
                        assertThat(Envelope.audience(record.headers())).containsExactly(ALICE, member(2)));
        assertThat(partition.results()).containsExactly(new CommandRefused(left, GROUP, ErrorCode.CHAT_NOT_FOUND));
    }

    @Test
    void receiptsOfAGroupThatShrankAreSingleEvents() {
        readers.subList(10, readers.size()).forEach(reader -> partition.ask(leave(reader), Reply.NONE));
        partition.events();
        partition.ask(read(member(1), 1), Reply.NONE);
        partition.ask(read(member(2), 1), Reply.NONE);
        partition.ask(leave(member(3)), Reply.NONE);
        assertThat(partition.events()).singleElement().isInstanceOf(MemberLeft.class);
        partition.advance(WINDOW);
        assertThat(partition.events()).hasSize(2).hasOnlyElementsOfType(MessagesRead.class);
    }

    @Test
    void waitingReceiptsSurviveTheirOwner() {
        Set<UUID> asked = new HashSet<>();
        readers.forEach(reader -> asked.add(partition.ask(read(reader, 1), Reply.UNLESS_EVENT)));
        partition.restart();
        partition.advance(WINDOW);
        assertThat(partition.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ReceiptsAdvanced.class,
                        event -> assertThat(event.receipts()).hasSize(readers.size()));
        assertThat(partition.results()).extracting(ChatResult::commandId).containsExactlyInAnyOrderElementsOf(asked);

        Map<String, String> before = partition.partition().contents();
        assertThat(before.keySet()).noneMatch(key -> key.startsWith("receipt:"));
        partition.restart();
        assertThat(partition.partition().contents()).isEqualTo(before);
    }

    @Test
    void aCrowdOfReceiptsDoesNotWait() {
        for (int i = 0; i < GatheredReceipts.MOST_WAITING; i++) {
            partition.ask(read(member(i % readers.size()), 1), Reply.NONE);
        }
        partition.advance(Duration.ofMillis(1));
        assertThat(partition.events()).singleElement().isInstanceOf(ReceiptsAdvanced.class);
    }
}
