package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.markRead;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sendTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatFixtures;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands for somebody whose registration is still on its way: BOB registers when a test says so. */
class ParkedCommandsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(30);

    @TempDir
    private Path state;
    private DecidingTopology topology;

    @BeforeEach
    void start() {
        topology = new DecidingTopology(state, NOW);
        topology.registered(ALICE, CAROL);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void aMessageToSomebodyWhoseRegistrationIsLateWaitsForIt() {
        UUID command = topology.ask(sendTo(ALICE, BOB, message(1)), Reply.ALWAYS);
        topology.advance(A_MOMENT);
        assertThat(topology.results()).isEmpty();

        topology.registered(BOB);
        topology.advance(A_MOMENT);
        assertThat(topology.results()).singleElement().isInstanceOfSatisfying(CommandAccepted.class,
                accepted -> assertThat(accepted.commandId()).isEqualTo(command));
        assertThat(topology.events()).hasSize(2);
    }

    @Test
    void openingAChatWaitsLikewise() {
        topology.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        assertThat(topology.results()).isEmpty();
        topology.registered(BOB);
        topology.advance(A_MOMENT);
        assertThat(topology.results()).singleElement().isInstanceOf(CommandAccepted.class);
    }

    @Test
    void whatWaitsIsDecidedInItsOrder() {
        for (int i = 1; i <= 20; i++) {
            topology.ask(sendTo(ALICE, BOB, message(i)), Reply.NONE);
        }
        topology.registered(BOB);
        topology.advance(A_MOMENT);
        assertThat(sent()).containsExactlyElementsOf(messages(20));
    }

    /** Bob is known by then; his message must not overtake Alice's. */
    @Test
    void whatComesLaterToThatChatQueuesBehind() {
        topology.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        topology.registered(BOB);
        topology.ask(sendTo(BOB, ALICE, message(2)), Reply.NONE);
        topology.ask(markRead(BOB, 1), Reply.NONE);
        assertThat(topology.eventRecords()).isEmpty();

        topology.advance(A_MOMENT);
        List<ChatEvent> events = topology.events();
        assertThat(events).hasSize(4);
        assertThat(events.stream().filter(MessageSent.class::isInstance).map(e -> ((MessageSent) e).id()))
                .containsExactly(message(1), message(2));
        assertThat(events.getLast()).isInstanceOf(ChatEvent.MessagesRead.class);
    }

    @Test
    void otherChatsDoNotWait() {
        topology.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        topology.ask(sendTo(ALICE, CAROL, message(2)), Reply.NONE);
        assertThat(sent()).containsExactly(message(2));
    }

    @Test
    void whoDoesNotRegisterWithinTheirTimeIsUnknown() {
        UUID command = topology.ask(sendTo(ALICE, BOB, message(1)), Reply.UNLESS_EVENT);
        topology.advance(ParkedCommands.PATIENCE.minus(A_MOMENT));
        assertThat(topology.results()).isEmpty();
        topology.advance(A_MOMENT.plus(A_MOMENT));
        assertThat(topology.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.USER_NOT_FOUND));
        assertThat(topology.eventRecords()).isEmpty();
    }

    @Test
    void whatQueuedBehindIsRefusedOnItsOwnAccount() {
        UUID first = topology.ask(sendTo(ALICE, BOB, message(1)), Reply.ALWAYS);
        UUID behind = topology.ask(send(ALICE, message(2)), Reply.ALWAYS);
        topology.advance(ParkedCommands.PATIENCE.plus(A_MOMENT));
        assertThat(topology.results()).containsExactly(
                (ChatResult) new CommandRefused(first, PRIVATE, ErrorCode.USER_NOT_FOUND),
                new CommandRefused(behind, PRIVATE, ErrorCode.CHAT_NOT_FOUND));
    }

    @Test
    void afterARefusalTheChatIsAsFreshAsEver() {
        topology.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        topology.advance(ParkedCommands.PATIENCE.plus(A_MOMENT));
        topology.registered(BOB);
        topology.ask(sendTo(ALICE, BOB, message(2)), Reply.NONE);
        assertThat(sent()).containsExactly(message(2));
    }

    @Test
    void aDecidedCommandIsDecidedOnce() {
        topology.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        topology.registered(BOB);
        topology.advance(A_MOMENT);
        topology.advance(Duration.ofSeconds(5));
        assertThat(sent()).containsExactly(message(1));
    }

    /** The broker takes records of up to 1 MiB: nobody may make a larger one by writing much to nobody. */
    @Test
    void aFloodToSomebodyUnknownMakesNoRecordLargerThanOneCommand() {
        String longest = "🚲".repeat(8_000);
        for (int i = 1; i <= 60; i++) {
            topology.ask(new SendMessage(PRIVATE, ALICE, BOB, message(i), MessageType.TEXT, longest, null, null, null,
                    null, NOW), Reply.NONE);
        }
        assertThat(topology.changelog(ChatTopology.PARKED)).isNotEmpty()
                .allMatch(record -> record.value() == null || record.value().length < 100_000);
        topology.registered(BOB);
        topology.advance(A_MOMENT);
        assertThat(sent()).hasSize(60);
    }

    /** What a restarted instance does: it makes them anew from what the store holds. */
    @Test
    void whatWaitedIsTakenUpAgainInItsOrder() {
        KeyValueStore<String, byte[]> store = store();
        EventCodec<ChatCommand> codec = EventCodec.of(ChatCommand.class);
        CommandHeaders headers = new CommandHeaders(message(99), "gateway-7", Reply.ALWAYS);
        ParkedCommands before = new ParkedCommands(store);
        for (int i = 1; i <= 12; i++) {
            before.add(PRIVATE, headers, codec, sendTo(ALICE, BOB, message(i)), 5);
        }

        ParkedCommands after = new ParkedCommands(store);
        assertThat(after.waits(PRIVATE)).isTrue();
        after.add(PRIVATE, headers, codec, sendTo(ALICE, BOB, message(13)), 6);
        List<UUID> taken = new ArrayList<>();
        after.retry((waiting, command) -> {
            assertThat(waiting.headers()).isEqualTo(headers);
            return taken.add(((SendMessage) command).messageId());
        }, codec);
        assertThat(taken).containsExactlyElementsOf(messages(13));
        assertThat(after.isEmpty()).isTrue();
        assertThat(new ParkedCommands(store).isEmpty()).isTrue();
    }

    private static KeyValueStore<String, byte[]> store() {
        var context = new MockProcessorContext<Void, Void>();
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("parked"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static List<UUID> messages(int upTo) {
        return IntStream.rangeClosed(1, upTo).mapToObj(ChatFixtures::message).toList();
    }

    private List<UUID> sent() {
        List<UUID> sent = new ArrayList<>();
        for (ChatEvent event : topology.events()) {
            if (event instanceof MessageSent message) {
                sent.add(message.id());
            }
        }
        return sent;
    }
}
