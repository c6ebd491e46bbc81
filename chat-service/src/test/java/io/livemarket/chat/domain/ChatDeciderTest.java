package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.*;
import static io.livemarket.chat.domain.ChatSpecification.*;
import static io.livemarket.events.errors.ErrorCode.ALREADY_READ;
import static io.livemarket.events.errors.ErrorCode.CHAT_NOT_FOUND;
import static io.livemarket.events.errors.ErrorCode.CONTENT_EMPTY;
import static io.livemarket.events.errors.ErrorCode.IDEMPOTENCY_CONFLICT;
import static io.livemarket.events.errors.ErrorCode.INVALID_PARTICIPANTS;
import static io.livemarket.events.errors.ErrorCode.INVALID_REQUEST;
import static io.livemarket.events.errors.ErrorCode.MESSAGE_DELETED;
import static io.livemarket.events.errors.ErrorCode.MESSAGE_NOT_FOUND;
import static io.livemarket.events.errors.ErrorCode.NOT_THE_SENDER;
import static io.livemarket.events.errors.ErrorCode.USER_NOT_FOUND;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatDeciderTest {

    @Nested
    class Opening {

        @Test
        void aPrivateChatOpensForItsPair() {
            given().when(openPrivate(ALICE, BOB))
                    .then(new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, NOW));
        }

        @Test
        void aGroupOpensUnderItsTrimmedName() {
            given().when(openGroup(ALICE, "  Bici \n", List.of(ALICE, BOB, CAROL)))
                    .then(new ChatOpened(GROUP, 1, ChatType.GROUP, List.of(ALICE, BOB, CAROL), "Bici", ALICE, NOW));
        }

        @Test
        void reopeningAChatChangesNothingForAnyParticipant() {
            given(opened()).when(openPrivate(ALICE, BOB)).thenUnchanged();
            given(opened()).when(openPrivate(BOB, ALICE)).thenUnchanged();
        }

        @Test
        void aChatWithAnUnregisteredUserDoesNotOpen() {
            given().when(openPrivate(ALICE, NOBODY)).thenRejected(USER_NOT_FOUND);
            given().when(openGroup(ALICE, "Bici", List.of(ALICE, BOB, NOBODY))).thenRejected(USER_NOT_FOUND);
        }

        @Test
        void aStrangerCannotOpenAGroupThatOthersHave() {
            given(openedGroup(ALICE, BOB))
                    .when(openGroup(MALLORY, "Bici", List.of(MALLORY, BOB)))
                    .thenRejected(CHAT_NOT_FOUND);
        }
    }

    @Nested
    class Sending {

        @Test
        void theFirstMessageOpensThePrivateChat() {
            given().when(sendTo(ALICE, BOB, MESSAGE_1))
                    .then(
                            new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, NOW),
                            message(2, 1, ALICE, MESSAGE_1, null));
        }

        @Test
        void aMessageTakesTheNextPlace() {
            given(opened(), sent(ALICE, MESSAGE_1), read(BOB, 1))
                    .when(send(BOB, MESSAGE_2))
                    .then(message(4, 2, BOB, MESSAGE_2, null));
        }

        @Test
        void aMessageCarriesWhatItsSenderGave() {
            List<Attachment> files = List.of(new Attachment(message(70), "bici.jpg", "image/jpeg", 1_024L));
            given(opened(), sent(BOB, MESSAGE_1))
                    .and(uploaded(
                            message(70), new Attachments.SentFile(ALICE, "bici.jpg", "image/jpeg", 1_024, null, false)))
                    .when(new SendMessage(
                            PRIVATE,
                            ALICE,
                            BOB,
                            MESSAGE_2,
                            MessageType.IMAGE,
                            "mira",
                            files,
                            message(80),
                            MESSAGE_1,
                            "k",
                            NOW))
                    .then(new MessageSent(
                            PRIVATE,
                            3,
                            2,
                            MESSAGE_2,
                            ALICE,
                            MessageType.IMAGE,
                            "mira",
                            files,
                            message(80),
                            MESSAGE_1,
                            "k",
                            NOW));
        }

        @Test
        void aMessageToAMissingChatIsRefused() {
            given().when(send(ALICE, MESSAGE_1)).thenRejected(CHAT_NOT_FOUND);
        }

        @Test
        void aFirstMessageToAnUnknownUserIsRefused() {
            given().when(sendTo(ALICE, NOBODY, MESSAGE_1)).thenRejected(USER_NOT_FOUND);
        }

        @Test
        void messagesToOneselfOrIntoForeignChatsAreRefused() {
            given().when(sendTo(ALICE, ALICE, MESSAGE_1)).thenRejected(INVALID_PARTICIPANTS);
            SendMessage misdirected = sendMessage(Ids.privateChat(BOB, CAROL), ALICE, MESSAGE_1)
                    .to(BOB)
                    .at(NOW)
                    .build();
            given().when(misdirected).thenRejected(INVALID_PARTICIPANTS);
        }

        @Test
        void aReplyNamesAMessageOfTheSameChat() {
            given(opened(), sent(BOB, MESSAGE_1))
                    .when(replying(send(ALICE, MESSAGE_2), MESSAGE_3))
                    .thenRejected(MESSAGE_NOT_FOUND);
            given().when(replying(sendTo(ALICE, BOB, MESSAGE_2), MESSAGE_1)).thenRejected(MESSAGE_NOT_FOUND);
        }

        @Test
        void aReplyToAnotherChatsMessageIsNotFound() {
            Chat group = Chat.evolve(Chat.NONE, openedGroup(ALICE, BOB).after(Chat.NONE));
            InMemoryChatLookups memory = new InMemoryChatLookups(Set.of(ALICE, BOB));
            memory.remember(null, sent(BOB, MESSAGE_1).after(group));
            Chat other = Chat.evolve(Chat.NONE, opened().after(Chat.NONE));
            assertThat(ChatDecider.decide(other, replying(send(ALICE, MESSAGE_2), MESSAGE_1), memory))
                    .isEqualTo(new Decision.Rejected(MESSAGE_NOT_FOUND));
        }

        private static MessageSent message(long version, long seq, UUID sender, UUID id, String key) {
            return messageSent(PRIVATE, version, seq, id, sender)
                    .key(key)
                    .at(NOW)
                    .build();
        }

        private static UUID message(int n) {
            return ChatFixtures.message(n);
        }
    }

    @Nested
    class Repeating {

        private final SendMessage first = send(PRIVATE, ALICE, MESSAGE_1, "hola", "k1");

        @Test
        void aRepeatIsAnsweredWithTheFirstMessage() {
            SendMessage repeat = sendMessage(PRIVATE, ALICE, MESSAGE_2)
                    .key("k1")
                    .at(NOW.plusSeconds(60))
                    .build();
            given(opened())
                    .andAccepted(first)
                    .when(repeat)
                    .thenUnchanged(messageSent(PRIVATE, 2, 1, MESSAGE_1, ALICE)
                            .key("k1")
                            .at(NOW)
                            .build());
        }

        @Test
        void aRepeatIsAnsweredAlikeAfterTheChatWentOn() {
            given(opened())
                    .andAccepted(first)
                    .andAccepted(send(BOB, MESSAGE_2))
                    .andAccepted(markRead(BOB, 1))
                    .when(first)
                    .thenUnchanged(messageSent(PRIVATE, 2, 1, MESSAGE_1, ALICE)
                            .key("k1")
                            .at(NOW)
                            .build());
        }

        @Test
        void aRepeatWithoutACaptionGetsExactlyTheFirstAnswer() {
            SendMessage image = sendMessage(PRIVATE, ALICE, MESSAGE_1)
                    .type(MessageType.IMAGE)
                    .content(null)
                    .attachments(List.of(new Attachment(message(70), "a.png", "image/png", 1L)))
                    .key("k1")
                    .at(NOW)
                    .build();
            given(opened())
                    .and(uploaded(message(70), new Attachments.SentFile(ALICE, "a.png", "image/png", 1, null, false)))
                    .andAccepted(image)
                    .when(image)
                    .thenUnchanged(new MessageSent(
                            PRIVATE,
                            2,
                            1,
                            MESSAGE_1,
                            ALICE,
                            MessageType.IMAGE,
                            "",
                            image.attachments(),
                            null,
                            null,
                            "k1",
                            NOW));
        }

        @Test
        void aRepeatOfADeletedMessageIsAnsweredWithoutContent() {
            given(opened())
                    .andAccepted(first)
                    .andAccepted(delete(ALICE, MESSAGE_1))
                    .when(first)
                    .thenUnchanged(messageSent(PRIVATE, 2, 1, MESSAGE_1, ALICE)
                            .content("")
                            .key("k1")
                            .at(NOW)
                            .build());
            given(opened())
                    .andAccepted(first)
                    .andAccepted(delete(ALICE, MESSAGE_1))
                    .when(send(PRIVATE, ALICE, MESSAGE_2, "otra cosa", "k1"))
                    .thenRejected(IDEMPOTENCY_CONFLICT);
        }

        @Test
        void aRepeatAfterItsAnswerExpiredIsRefused() {
            given(opened()).andAccepted(first).and(answersDropped()).when(first).thenRejected(IDEMPOTENCY_CONFLICT);
        }

        @Test
        void theSameKeyForAnotherMessageIsRefused() {
            given(opened())
                    .andAccepted(first)
                    .when(send(PRIVATE, ALICE, MESSAGE_2, "otra cosa", "k1"))
                    .thenRejected(IDEMPOTENCY_CONFLICT);
            given(opened(), sent(BOB, MESSAGE_3))
                    .andAccepted(first)
                    .when(replying(first, MESSAGE_3))
                    .thenRejected(IDEMPOTENCY_CONFLICT);
        }

        @Test
        void aKeyIsItsSendersOwn() {
            given(opened())
                    .andAccepted(first)
                    .when(send(PRIVATE, BOB, MESSAGE_2, "hola", "k1"))
                    .then(messageSent(PRIVATE, 3, 2, MESSAGE_2, BOB)
                            .key("k1")
                            .at(NOW)
                            .build());
        }

        @Test
        void withoutAKeyTheSameTextTwiceIsTwoMessages() {
            given(opened())
                    .andAccepted(send(ALICE, MESSAGE_1))
                    .when(send(ALICE, MESSAGE_2))
                    .thenAccepted()
                    .thenState(world -> assertThat(world.open().seq()).isEqualTo(2));
        }
    }

    @Nested
    class Changing {

        @Test
        void theSenderEditsAnUnreadMessage() {
            given(opened(), sent(ALICE, MESSAGE_1), delivered(BOB, 1))
                    .when(edit(ALICE, MESSAGE_1))
                    .then(new MessageEdited(PRIVATE, 4, 1, MESSAGE_1, ALICE, "adiós", NOW));
        }

        @Test
        void theSenderDeletesAnUnreadMessage() {
            given(opened(), sent(ALICE, MESSAGE_1), edited(MESSAGE_1, 1, ALICE))
                    .when(delete(ALICE, MESSAGE_1))
                    .then(new MessageDeleted(PRIVATE, 4, 1, MESSAGE_1, ALICE, NOW));
        }

        @Test
        void aReadMessageCannotBeEdited() {
            given(opened(), sent(ALICE, MESSAGE_1), read(BOB, 1))
                    .when(edit(ALICE, MESSAGE_1))
                    .thenRejected(ALREADY_READ);
        }

        @Test
        void aReadMessageCannotBeDeleted() {
            given(opened(), sent(ALICE, MESSAGE_1), read(BOB, 1))
                    .when(delete(ALICE, MESSAGE_1))
                    .thenRejected(ALREADY_READ);
        }

        @Test
        void oneReaderOfAGroupIsEnough() {
            EditMessage edit = new EditMessage(GROUP, ALICE, MESSAGE_1, "adiós", NOW);
            given(openedGroup(ALICE, BOB, CAROL), sent(ALICE, MESSAGE_1), read(CAROL, 1))
                    .when(edit)
                    .thenRejected(ALREADY_READ);
        }

        @Test
        void sendingDoesNotReadLaterMessages() {
            given(opened(), sent(ALICE, MESSAGE_1), read(BOB, 1), sent(BOB, MESSAGE_2), sent(ALICE, MESSAGE_3))
                    .when(edit(ALICE, MESSAGE_3))
                    .then(new MessageEdited(PRIVATE, 6, 3, MESSAGE_3, ALICE, "adiós", NOW));
        }

        @Test
        void sendingDoesNotReadEarlierUnreadMessages() {
            given(opened(), sent(ALICE, MESSAGE_1), sent(BOB, MESSAGE_2))
                    .when(edit(ALICE, MESSAGE_1))
                    .then(new MessageEdited(PRIVATE, 4, 1, MESSAGE_1, ALICE, "adiós", NOW));
        }

        @Test
        void readingOnesOwnMessageDoesNotSealIt() {
            given(opened(), sent(ALICE, MESSAGE_1), read(ALICE, 1))
                    .when(delete(ALICE, MESSAGE_1))
                    .then(new MessageDeleted(PRIVATE, 4, 1, MESSAGE_1, ALICE, NOW));
        }

        @Test
        void onlyItsSenderChangesAMessage() {
            given(opened(), sent(ALICE, MESSAGE_1)).when(edit(BOB, MESSAGE_1)).thenRejected(NOT_THE_SENDER);
            given(opened(), sent(ALICE, MESSAGE_1)).when(delete(BOB, MESSAGE_1)).thenRejected(NOT_THE_SENDER);
        }

        @Test
        void deletingTwiceChangesNothingEvenAfterItsPlaceWasRead() {
            var deletion = new ChatLookups.Message(PRIVATE, MESSAGE_1, ALICE, 1, true, START.plusSeconds(2), null);
            given(opened(), sent(ALICE, MESSAGE_1), deleted(MESSAGE_1, 1, ALICE))
                    .when(delete(ALICE, MESSAGE_1))
                    .thenUnchanged(deletion);
            given(opened(), sent(ALICE, MESSAGE_1), deleted(MESSAGE_1, 1, ALICE), read(BOB, 1))
                    .when(delete(ALICE, MESSAGE_1))
                    .thenUnchanged(deletion);
        }

        @Test
        void aDeletedMessageCannotBeEdited() {
            given(opened(), sent(ALICE, MESSAGE_1), deleted(MESSAGE_1, 1, ALICE))
                    .when(edit(ALICE, MESSAGE_1))
                    .thenRejected(MESSAGE_DELETED);
        }

        @Test
        void aMessageThatIsNotThereCannotBeChanged() {
            given(opened()).when(edit(ALICE, MESSAGE_1)).thenRejected(MESSAGE_NOT_FOUND);
            given(opened()).when(delete(ALICE, MESSAGE_1)).thenRejected(MESSAGE_NOT_FOUND);
            given(opened()).when(edit(ALICE, null)).thenRejected(MESSAGE_NOT_FOUND);
        }

        @Test
        void anEditNeedsContent() {
            given(opened(), sent(ALICE, MESSAGE_1))
                    .when(new EditMessage(PRIVATE, ALICE, MESSAGE_1, " ", NOW))
                    .thenRejected(CONTENT_EMPTY);
        }
    }

    @Nested
    class Receipts {

        @Test
        void aReceiptRaisesTheWatermark() {
            given(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2))
                    .when(markDelivered(BOB, 2))
                    .then(new MessagesDelivered(PRIVATE, 4, BOB, 2, NOW));
            given(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2))
                    .when(markRead(BOB, 1))
                    .then(new MessagesRead(PRIVATE, 4, BOB, 1, NOW));
        }

        @Test
        void aReceiptMayNameTheMessageInstead() {
            given(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2))
                    .when(new MarkRead(PRIVATE, BOB, null, MESSAGE_2, NOW))
                    .then(new MessagesRead(PRIVATE, 4, BOB, 2, NOW));
            given(opened(), sent(ALICE, MESSAGE_1))
                    .when(new MarkDelivered(PRIVATE, BOB, null, MESSAGE_3, NOW))
                    .thenRejected(MESSAGE_NOT_FOUND);
        }

        @Test
        void aWatermarkNeverFalls() {
            given(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2), read(BOB, 2))
                    .when(markRead(BOB, 1))
                    .thenUnchanged();
            given(opened(), sent(ALICE, MESSAGE_1), delivered(BOB, 1))
                    .when(markDelivered(BOB, 1))
                    .thenUnchanged();
        }

        @Test
        void whatWasReadIsDelivered() {
            given(opened(), sent(ALICE, MESSAGE_1), read(BOB, 1))
                    .when(markDelivered(BOB, 1))
                    .thenUnchanged();
        }

        @Test
        void aReceiptOutsideOfTheChatIsRefused() {
            given(opened(), sent(ALICE, MESSAGE_1)).when(markRead(BOB, 2)).thenRejected(INVALID_REQUEST);
            given(opened(), sent(ALICE, MESSAGE_1))
                    .when(markDelivered(BOB, Long.MAX_VALUE))
                    .thenRejected(INVALID_REQUEST);
            given(opened(), sent(ALICE, MESSAGE_1)).when(markRead(BOB, 0)).thenRejected(INVALID_REQUEST);
            given(opened()).when(markDelivered(BOB, -1)).thenRejected(INVALID_REQUEST);
        }

        @Test
        void aReceiptNamesSomething() {
            given(opened(), sent(ALICE, MESSAGE_1))
                    .when(new MarkRead(PRIVATE, BOB, null, null, NOW))
                    .thenRejected(INVALID_REQUEST);
            given(opened(), sent(ALICE, MESSAGE_1))
                    .when(new MarkDelivered(PRIVATE, BOB, null, null, NOW))
                    .thenRejected(INVALID_REQUEST);
        }

        @Test
        void anOwnMessageIsReadUnlessEarlierOnesAreUnread() {
            given(opened())
                    .when(send(ALICE, MESSAGE_1))
                    .thenAccepted()
                    .thenState(world -> assertThat(world.open().participant(ALICE))
                            .contains(new Participant(ALICE, 1, 1, false, null, null, 1L)));
            given(opened(), sent(BOB, MESSAGE_1))
                    .when(send(ALICE, MESSAGE_2))
                    .thenAccepted()
                    .thenState(world -> assertThat(world.open().participant(ALICE))
                            .contains(new Participant(ALICE, 0, 0, false, null, null, 2L)));
        }
    }

    @Nested
    class Hiding {

        @Test
        void hidingIsOnePersonsAndCountsNoVersion() {
            given(opened(), sent(ALICE, MESSAGE_1)).when(hide(BOB)).then(new ChatHidden(PRIVATE, 2, BOB, NOW));
        }

        @Test
        void hidingTwiceChangesNothing() {
            given(opened(), hidden(BOB)).when(hide(BOB)).thenUnchanged();
        }

        @Test
        void aHiddenChatReappearsForEverybodyWithItsNextMessage() {
            given(opened(), hidden(BOB), hidden(ALICE))
                    .when(send(ALICE, MESSAGE_1))
                    .thenAccepted()
                    .thenState(world -> assertThat(world.open().participants()).noneMatch(Participant::hidden));
        }

        @Test
        void aReceiptOrAnEditLeavesItHidden() {
            var before = given(opened(), sent(ALICE, MESSAGE_1), hidden(BOB));
            before.when(markRead(BOB, 1))
                    .thenAccepted()
                    .thenState(world ->
                            assertThat(world.open().participant(BOB)).get().matches(Participant::hidden));
            before.when(edit(ALICE, MESSAGE_1))
                    .thenAccepted()
                    .thenState(world ->
                            assertThat(world.open().participant(BOB)).get().matches(Participant::hidden));
        }
    }

    static Stream<ChatCommand> commandsToAChat() {
        return commandsOf(MALLORY);
    }

    private static Stream<ChatCommand> commandsOf(UUID actor) {
        return Stream.of(
                send(actor, MESSAGE_2),
                edit(actor, MESSAGE_1),
                delete(actor, MESSAGE_1),
                markDelivered(actor, 1),
                markRead(actor, 1),
                hide(actor));
    }

    @ParameterizedTest
    @MethodSource("commandsToAChat")
    void nonParticipantsAreRefusedForEveryCommand(ChatCommand command) {
        given(opened(), sent(ALICE, MESSAGE_1)).when(command).thenRejected(CHAT_NOT_FOUND);
    }

    @ParameterizedTest
    @MethodSource("commandsToAChat")
    void aChatThatIsNotThereRefusesEverythingButOpening(ChatCommand command) {
        given().when(command).thenRejected(CHAT_NOT_FOUND);
    }

    static Stream<ChatCommand> brokenCommandsOfAStranger() {
        return Stream.of(
                sendMessage(PRIVATE, MALLORY, MESSAGE_2).content(" ").at(NOW).build(),
                sendMessage(PRIVATE, MALLORY, MESSAGE_2)
                        .type(null)
                        .key("k".repeat(65))
                        .at(NOW)
                        .build(),
                new EditMessage(PRIVATE, MALLORY, MESSAGE_1, " ", NOW),
                new EditMessage(PRIVATE, MALLORY, null, "hola", NOW),
                new MarkRead(PRIVATE, MALLORY, 99L, null, NOW),
                new MarkRead(PRIVATE, MALLORY, null, null, NOW));
    }

    /**
     * The id of a private chat can be computed: whatever is asked for, a stranger does not learn whether there is one.
     */
    @ParameterizedTest
    @MethodSource({"commandsToAChat", "brokenCommandsOfAStranger"})
    void aForeignChatIsRefusedAsAMissingOne(ChatCommand command) {
        given(opened(), sent(ALICE, MESSAGE_1)).when(command).thenRejected(CHAT_NOT_FOUND);
        given().when(command).thenRejected(CHAT_NOT_FOUND);
    }

    static Stream<ChatCommand> incompleteCommands() {
        return Stream.of(
                new HideChat(null, ALICE, NOW),
                new HideChat(PRIVATE, null, NOW),
                new HideChat(PRIVATE, ALICE, null),
                new MarkRead(PRIVATE, null, 1L, null, NOW),
                new DeleteMessage(PRIVATE, ALICE, MESSAGE_1, null));
    }

    @ParameterizedTest
    @MethodSource("incompleteCommands")
    void aCommandWithoutChatActorOrTimeIsRefused(ChatCommand command) {
        given(opened(), sent(ALICE, MESSAGE_1)).when(command).thenRejected(INVALID_REQUEST);
    }

    @Test
    void timesInAChatNeverGoBack() {
        Instant past = START.minusSeconds(86_400);
        Instant newest = START.plusSeconds(1);
        given(opened(), sent(ALICE, MESSAGE_1))
                .when(new MarkRead(PRIVATE, BOB, 1L, null, past))
                .then(new MessagesRead(PRIVATE, 3, BOB, 1, newest));
        given(opened(), sent(ALICE, MESSAGE_1))
                .when(new EditMessage(PRIVATE, ALICE, MESSAGE_1, "adiós", past))
                .then(new MessageEdited(PRIVATE, 3, 1, MESSAGE_1, ALICE, "adiós", newest));
        given(opened(), sent(ALICE, MESSAGE_1))
                .when(new DeleteMessage(PRIVATE, ALICE, MESSAGE_1, past))
                .then(new MessageDeleted(PRIVATE, 3, 1, MESSAGE_1, ALICE, newest));
        given(opened(), sent(ALICE, MESSAGE_1))
                .when(new HideChat(PRIVATE, BOB, past))
                .then(new ChatHidden(PRIVATE, 2, BOB, newest));
    }

    @Test
    void aBrokenLogIsNotPaperedOver() {
        Chat open = Chat.evolve(Chat.NONE, opened().after(Chat.NONE));
        assertThatIllegalStateException().isThrownBy(() -> Chat.evolve(open, opened().after(open)));
        assertThatIllegalStateException()
                .isThrownBy(() -> Chat.evolve(Chat.NONE, read(BOB, 1).after(open)));
    }
}
