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
import static io.livemarket.chat.domain.ChatFixtures.sendImageTo;
import static io.livemarket.chat.domain.ChatFixtures.sendTo;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.ChatFixtures;
import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.chat.domain.OfferFixtures;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.FaultyWaitingException;
import io.livemarket.kit.engine.HeapStore;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that name a user whose registration has not arrived yet: BOB registers when a test decides it. */
class ParkedCommandsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(30);

    private static final CommandHeaders HEADERS = new CommandHeaders(message(1), "it", Reply.NONE);

    private record KnownUsers(Set<UUID> users) implements ReferenceData {

        @Override
        public boolean userExists(UUID userId) {
            return users.contains(userId);
        }

        @Override
        public boolean userDeleted(UUID userId) {
            return false;
        }

        @Override
        public boolean isNewAccount(UUID userId, Instant at) {
            return false;
        }

        @Override
        public FirstContacts firstContacts() {
            return new FirstContacts(0);
        }

        @Override
        public Optional<SentFile> file(UUID fileId) {
            return Optional.empty();
        }

        @Override
        public Optional<ListedProduct> product(UUID productId) {
            return Optional.empty();
        }

        @Override
        public BooleanSupplier catchUpCheck() {
            return () -> false;
        }
    }

    private DecidingPartition partition;

    @BeforeEach
    void start() {
        partition = new DecidingPartition(NOW);
        partition.registered(ALICE, CAROL);
    }

    @Test
    void aMessageWaitsForItsRecipientsLateRegistration() {
        UUID command = partition.ask(sendTo(ALICE, BOB, message(1)), Reply.ALWAYS);
        partition.advance(A_MOMENT);
        assertThat(partition.results()).isEmpty();

        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandAccepted.class,
                        accepted -> assertThat(accepted.commandId()).isEqualTo(command));
        assertThat(partition.events()).hasSize(2);
    }

    @Test
    void openingAChatWaitsForALateRegistration() {
        partition.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        assertThat(partition.results()).isEmpty();
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(partition.results()).singleElement().isInstanceOf(CommandAccepted.class);
    }

    @Test
    void aChatAboutANewProductWaitsForItsListing() {
        partition.registered(BOB);
        partition.ask(openAbout(BOB, ALICE), Reply.ALWAYS);
        assertThat(partition.results()).isEmpty();

        partition.listed(BIKE, OfferFixtures.listed());
        partition.advance(A_MOMENT);
        assertThat(partition.results()).singleElement().isInstanceOf(CommandAccepted.class);
        assertThat(partition.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatOpened.class,
                        opened -> assertThat(opened.roles()).contains(new ParticipantRole(BOB, ChatRole.SELLER)));
    }

    @Test
    void aForeignProductWaitsUntilTheTopicIsRead() {
        partition.registered(BOB);
        partition.ask(openAbout(ALICE, BOB), Reply.ALWAYS);
        partition.knowsAllUntilNow();
        partition.advance(A_MOMENT);
        assertThat(partition.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatOpened.class,
                        opened -> assertThat(opened.roles()).contains(new ParticipantRole(BOB, ChatRole.SELLER)));
    }

    /** A guessed seller would stay in the chat for ever. */
    @Test
    void aProductThatCannotBeLookedUpOpensNoChat() {
        partition.registered(BOB);
        partition.ask(openAbout(BOB, ALICE), Reply.ALWAYS);
        partition.advance(ParkedCommands.MAX_WAIT_FOR_FILE.plus(A_MOMENT));
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(partition.events()).isEmpty();
    }

    @Test
    void firstMessagesOfBothAboutOneProductOpenOneChat() {
        partition.registered(BOB);
        partition.ask(sendAbout(ALICE, BOB, 1), Reply.NONE);
        partition.ask(sendAbout(BOB, ALICE, 2), Reply.NONE);
        partition.listed(BIKE, OfferFixtures.listed());
        partition.advance(A_MOMENT);
        assertThat(partition.events())
                .hasExactlyElementsOfTypes(ChatOpened.class, MessageSent.class, MessageSent.class)
                .extracting(ChatEvent::chatId)
                .containsOnly(Ids.privateChat(ALICE, BOB, Subject.listing(BIKE)));
    }

    private static OpenChat openAbout(UUID actor, UUID other) {
        Subject bike = Subject.listing(BIKE);
        return new OpenChat(
                Ids.privateChat(actor, other, bike), actor, ChatType.PRIVATE, List.of(actor, other), null, NOW, bike);
    }

    private static SendMessage sendAbout(UUID actor, UUID to, int number) {
        Subject bike = Subject.listing(BIKE);
        return new SendMessage(
                Ids.privateChat(actor, to, bike),
                actor,
                to,
                message(number),
                MessageType.TEXT,
                "hola",
                null,
                BIKE,
                null,
                null,
                NOW,
                bike);
    }

    @Test
    void waitingCommandsAreDecidedInOrder() {
        for (int i = 1; i <= 20; i++) {
            partition.ask(sendTo(ALICE, BOB, message(i)), Reply.NONE);
        }
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(sent()).containsExactlyElementsOf(messages(20));
    }

    /** Bob is known by then; his message must not overtake Alice's. */
    @Test
    void laterCommandsOfTheChatQueueBehind() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.registered(BOB);
        partition.ask(sendTo(BOB, ALICE, message(2)), Reply.NONE);
        partition.ask(markRead(BOB, 1), Reply.NONE);
        assertThat(partition.eventRecords()).isEmpty();

        partition.advance(A_MOMENT);
        List<ChatEvent> events = partition.events();
        assertThat(events).hasSize(4);
        assertThat(events.stream().filter(MessageSent.class::isInstance).map(e -> ((MessageSent) e).id()))
                .containsExactly(message(1), message(2));
        assertThat(events.getLast()).isInstanceOf(ChatEvent.MessagesRead.class);
    }

    /** Else a stranger could measure whether those two write to each other. */
    @Test
    void aStrangersCommandIsRefusedAtOnceWhateverWaits() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.ask(markRead(CAROL, 1), Reply.ALWAYS);
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CHAT_NOT_FOUND));
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(sent()).containsExactly(message(1));
    }

    @Test
    void otherChatsDoNotWait() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.ask(sendTo(ALICE, CAROL, message(2)), Reply.NONE);
        assertThat(sent()).containsExactly(message(2));
    }

    /** The registration may be in the part of the topic that is not read yet, as after an outage of the broker. */
    @Test
    void aUserIsNotUnknownBeforeTheTopicIsRead() {
        UUID command = partition.ask(sendTo(ALICE, BOB, message(1)), Reply.UNLESS_EVENT);
        partition.advance(ParkedCommands.MAX_WAIT_FOR_USER.minus(A_MOMENT));
        assertThat(partition.results()).isEmpty();
        partition.advance(A_MOMENT.plus(A_MOMENT));
        assertThat(partition.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.UNAVAILABLE));
        assertThat(partition.eventRecords()).isEmpty();
    }

    @Test
    void aFileIsNotUnknownBeforeTheTopicIsRead() {
        partition.registered(BOB);
        UUID command = partition.ask(sendImageTo(ALICE, BOB, message(1), message(50)), Reply.ALWAYS);
        partition.advance(ParkedCommands.MAX_WAIT_FOR_FILE.plus(A_MOMENT));
        assertThat(partition.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.UNAVAILABLE));
    }

    @Test
    void aRefusalForAnotherReasonComesAtOnce() {
        partition.ask(send(ALICE, message(1)), Reply.ALWAYS);
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CHAT_NOT_FOUND));
    }

    @Test
    void anUnknownUserIsRefusedOnceTheTopicIsRead() {
        UUID command = partition.ask(sendTo(ALICE, BOB, message(1)), Reply.UNLESS_EVENT);
        partition.advance(A_MOMENT);
        assertThat(partition.results()).isEmpty();
        partition.knowsAllUntilNow();
        partition.advance(A_MOMENT);
        assertThat(partition.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.USER_NOT_FOUND));
        assertThat(partition.eventRecords()).isEmpty();
    }

    /** Reading the topics up to the first command's time does not cover records before the second command. */
    @Test
    void eachCommandWaitsForRecordsWrittenBeforeIt() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.knowsAllUntilNow();
        UUID second = partition.ask(sendTo(ALICE, BOB, message(2)), Reply.ALWAYS);
        partition.advance(A_MOMENT);
        assertThat(partition.results()).isEmpty();
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandAccepted.class,
                        accepted -> assertThat(accepted.commandId()).isEqualTo(second));
    }

    @Test
    void aUserWhoArrivesDuringTheCheckIsFound() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.knowsAllUntilNow();
        partition.afterTheNextLook(() -> partition.registered(BOB));
        partition.advance(A_MOMENT);
        assertThat(sent()).containsExactly(message(1));
    }

    @Test
    void anUnknownFileIsRefusedOnceTheTopicIsRead() {
        partition.registered(BOB);
        UUID command = partition.ask(sendImageTo(ALICE, BOB, message(1), message(50)), Reply.ALWAYS);
        partition.knowsAllUntilNow();
        partition.advance(A_MOMENT);
        assertThat(partition.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.FILE_NOT_FOUND));
    }

    /** A new owner of the partition has not read the records that the former one had read. */
    @Test
    void aNewOwnerLooksAgainHowFarAllIsKnown() {
        UUID command = partition.ask(sendTo(ALICE, BOB, message(1)), Reply.ALWAYS);
        partition.knowsAllUntilNow();
        partition.restart();
        partition.advance(A_MOMENT);
        assertThat(partition.results()).isEmpty();
        partition.knowsAllUntilNow();
        partition.advance(A_MOMENT);
        assertThat(partition.results()).containsExactly(new CommandRefused(command, PRIVATE, ErrorCode.USER_NOT_FOUND));
    }

    @Test
    void aQueuedCommandIsRefusedForItsOwnReason() {
        UUID first = partition.ask(sendTo(ALICE, BOB, message(1)), Reply.ALWAYS);
        UUID behind = partition.ask(send(ALICE, message(2)), Reply.ALWAYS);
        partition.advance(ParkedCommands.MAX_WAIT_FOR_USER.plus(A_MOMENT));
        assertThat(partition.results())
                .containsExactly(
                        (ChatResult) new CommandRefused(first, PRIVATE, ErrorCode.UNAVAILABLE),
                        new CommandRefused(behind, PRIVATE, ErrorCode.CHAT_NOT_FOUND));
    }

    @Test
    void afterARefusalTheChatIsAsFreshAsEver() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.advance(ParkedCommands.MAX_WAIT_FOR_USER.plus(A_MOMENT));
        partition.registered(BOB);
        partition.ask(sendTo(ALICE, BOB, message(2)), Reply.NONE);
        assertThat(sent()).containsExactly(message(2));
    }

    @Test
    void aDecidedCommandIsDecidedOnce() {
        partition.ask(sendTo(ALICE, BOB, message(1)), Reply.NONE);
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        partition.advance(Duration.ofSeconds(5));
        assertThat(sent()).containsExactly(message(1));
    }

    /**
     * The broker accepts records of up to 1 MiB: no sender may cause a larger one by many messages to unknown users.
     */
    @Test
    void aFloodMakesNoRecordLargerThanOneCommand() {
        String longest = "🚲".repeat(8_000);
        for (int i = 1; i <= 60; i++) {
            partition.ask(
                    sendMessage(PRIVATE, ALICE, message(i))
                            .to(BOB)
                            .content(longest)
                            .at(NOW)
                            .build(),
                    Reply.NONE);
        }
        assertThat(partition.journal())
                .isNotEmpty()
                .allMatch(record -> record.value() == null || record.value().length < 100_000);
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(sent()).hasSize(60);
    }

    @Test
    void aNewOwnerDecidesWaitingCommandsInOrder() {
        for (int i = 1; i <= 12; i++) {
            partition.ask(sendTo(ALICE, BOB, message(i)), Reply.ALWAYS);
        }
        partition.restart();
        partition.ask(sendTo(ALICE, BOB, message(13)), Reply.ALWAYS);
        partition.registered(BOB);
        partition.advance(A_MOMENT);
        assertThat(sent()).containsExactlyElementsOf(messages(13));
        assertThat(partition.results()).hasSize(13);

        partition.restart();
        partition.advance(ParkedCommands.MAX_WAIT_FOR_USER.multipliedBy(2));
        assertThat(sent()).isEmpty();
    }

    @Test
    void anUndecidableWaitingCommandBecomesADeadLetter() {
        UUID poison = partition.ask(sendTo(ALICE, BOB, message(1)), Reply.ALWAYS);
        partition.breaks(BOB);
        partition.advance(A_MOMENT);
        assertThat(partition.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(PRIVATE.toString());
            assertThat(Envelope.id(letter.headers(), Envelope.ID)).isEqualTo(poison);
            assertThat(Envelope.text(letter.headers(), Envelope.DEAD_REASON)).isEqualTo("IllegalStateException");
        });

        partition.ask(sendTo(ALICE, CAROL, message(2)), Reply.NONE);
        assertThat(sent()).containsExactly(message(2));
        partition.restart();
        partition.advance(ParkedCommands.MAX_WAIT_FOR_USER.multipliedBy(2));
        assertThat(partition.deadLetters()).isEmpty();
        assertThat(partition.eventRecords()).isEmpty();
    }

    /** Its entry would not fit into a record of the journal, and no batch with it could ever be committed. */
    @Test
    void aCommandThatIsTooLargeToWaitIsRefused() {
        ParkedCommands parked = parked(Set.of());
        ParkedCommands.Waiting large = new ParkedCommands.Waiting(
                HEADERS,
                "chat.send-message.v1",
                "{\"chatId\":\"%s\",\"content\":\"%s\"}".formatted(PRIVATE, "x".repeat(1_000_000)),
                0);
        assertThatThrownBy(() -> parked.add(large)).isInstanceOf(IllegalArgumentException.class);
        assertThat(parked.isEmpty()).isTrue();
    }

    /** It is in the journal, and every owner of the partition finds it there. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"actorId\":7}", "{", "[]", ""})
    void anUnreadableWaitingCommandBecomesADeadLetter(String json) {
        Entries<ParkedCommands.Waiting> entries = new PartitionState(new HeapStore())
                .journaled("parked:", ValueCodec.json(ParkedCommands.Waiting.class), 0);
        entries.put(
                "%s:%019d".formatted(PRIVATE, 0), new ParkedCommands.Waiting(HEADERS, "chat.send-message.v1", json, 0));
        ParkedCommands parked = new ParkedCommands(entries, new KnownUsers(Set.of()));
        assertThatThrownBy(() -> parked.retry(0, counting(new ArrayList<>())))
                .isInstanceOf(FaultyWaitingException.class);
    }

    /**
     * A waiting command costs one look-up: an attacker with messages to unknown users does not slow the decider down.
     */
    @Test
    void aWaitingCommandIsDecidedOnlyOnceItsReferencesArrive() {
        List<ChatCommand> decided = new ArrayList<>();
        Set<UUID> users = new HashSet<>();
        ParkedCommands parked = parked(users);
        parked.add(
                HEADERS,
                sendTo(ALICE, BOB, message(1)),
                0,
                new MissingReferences(List.of(BOB), List.of(), List.of(), 2_000));
        for (int now = 25; now < 2_000; now += 25) {
            users.add(message(now));
            parked.retry(now, counting(decided));
        }
        assertThat(decided).isEmpty();
        users.add(BOB);
        parked.retry(1_999, counting(decided));
        assertThat(decided).hasSize(1);
        assertThat(parked.isEmpty()).isTrue();
    }

    @Test
    void aWaitingCommandIsDecidedWhenItsTimeIsOver() {
        List<ChatCommand> decided = new ArrayList<>();
        ParkedCommands parked = parked(Set.of());
        parked.add(
                HEADERS,
                sendTo(ALICE, BOB, message(1)),
                0,
                new MissingReferences(List.of(BOB), List.of(), List.of(), 2_000));
        parked.retry(2_000, counting(decided));
        assertThat(decided).hasSize(1);
    }

    private static ParkedCommands.Retry counting(List<ChatCommand> decided) {
        return new ParkedCommands.Retry() {
            @Override
            public Optional<MissingReferences> decide(
                    ParkedCommands.Waiting waiting, ChatCommand command, boolean caughtUp) {
                decided.add(command);
                return Optional.empty();
            }

            @Override
            public void fails(String chatId, ParkedCommands.Waiting waiting, RuntimeException failure) {
                throw failure;
            }
        };
    }

    private static ParkedCommands parked(Set<UUID> users) {
        return new ParkedCommands(
                new PartitionState(new HeapStore())
                        .journaled("parked:", ValueCodec.json(ParkedCommands.Waiting.class), 0),
                new KnownUsers(users));
    }

    @Test
    void ofOneSenderALimitedNumberOfCommandsWaits() {
        List<UUID> asked = new ArrayList<>();
        for (int i = 0; i <= ParkedCommands.MAX_PER_SENDER; i++) {
            asked.add(partition.ask(openPrivate(ALICE, UUID.randomUUID()), Reply.ALWAYS));
        }
        assertThat(partition.results()).singleElement().isInstanceOfSatisfying(CommandRefused.class, refused -> {
            assertThat(refused.commandId()).isEqualTo(asked.getLast());
            assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        });
        partition.ask(openPrivate(CAROL, BOB), Reply.ALWAYS);
        assertThat(partition.results()).isEmpty();

        partition.knowsAllUntilNow();
        partition.advance(A_MOMENT);
        assertThat(partition.results()).hasSize(ParkedCommands.MAX_PER_SENDER + 1);
        partition.ask(openPrivate(ALICE, UUID.randomUUID()), Reply.ALWAYS);
        assertThat(partition.results()).isEmpty();
    }

    @Test
    void aNewOwnerCountsEachSendersWaitingCommands() {
        for (int i = 0; i < ParkedCommands.MAX_PER_SENDER; i++) {
            partition.ask(openPrivate(ALICE, UUID.randomUUID()), Reply.ALWAYS);
        }
        partition.restart();
        partition.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        assertThat(partition.results()).singleElement().isInstanceOf(CommandRefused.class);
    }

    @Test
    void ofAllSendersALimitedNumberOfCommandsWaits() {
        for (int i = 0; i < ParkedCommands.MAX_PER_PARTITION; i++) {
            UUID sender = UUID.randomUUID();
            partition.registered(sender);
            partition.ask(openPrivate(sender, UUID.randomUUID()), Reply.ALWAYS);
        }
        assertThat(partition.results()).isEmpty();
        partition.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        assertThat(partition.results())
                .singleElement()
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void aMessageWaitsForALateFileAndDescribesIt() {
        partition.registered(BOB);
        UUID file = message(50);
        partition.ask(sendImageTo(ALICE, BOB, message(1), file), Reply.NONE);
        assertThat(partition.eventRecords()).isEmpty();
        partition.stored(file, new SentFile(ALICE, "bici.jpg", "image/jpeg", 10, null, false));
        partition.advance(A_MOMENT);
        assertThat(partition.events().getLast())
                .isInstanceOfSatisfying(
                        MessageSent.class,
                        sent -> assertThat(sent.attachments())
                                .containsExactly(new Attachment(file, "bici.jpg", "image/jpeg", 10L)));
    }

    private static List<UUID> messages(int upTo) {
        return IntStream.rangeClosed(1, upTo).mapToObj(ChatFixtures::message).toList();
    }

    private List<UUID> sent() {
        List<UUID> sent = new ArrayList<>();
        for (ChatEvent event : partition.events()) {
            if (event instanceof MessageSent message) {
                sent.add(message.id());
            }
        }
        return sent;
    }
}
