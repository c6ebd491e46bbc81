package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOBODY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.delete;
import static io.livemarket.chat.domain.ChatFixtures.edit;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatSpecification.World;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.chat.SystemCommand.SendSystemMessage;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.DeciderSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chats that service accounts open, and messages that they send. */
class SystemMessagesTest {

    private static final UUID SHOP = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
    private static final Subject ORDER = new Subject("order", "A-4711");

    private static SendSystemMessage shipped(UUID message, String content, String key) {
        return new SendSystemMessage(PRIVATE, SHOP, message, content, key, NOW);
    }

    private static SendSystemMessage shipped() {
        return shipped(MESSAGE_2, "Your order was shipped.", null);
    }

    private static OpenChatBetween between(UUID one, UUID other, Subject subject) {
        return new OpenChatBetween(Ids.privateChat(one, other, subject), SHOP, List.of(one, other), NOW, subject);
    }

    @Test
    void aSystemMessageIsTheNextOneOfTheChat() {
        given(opened(), sent(ALICE, MESSAGE_1)).when(shipped()).thenEvent(MessageSent.class, message -> {
            assertThat(message.system()).isTrue();
            assertThat(message.senderId()).isEqualTo(SHOP);
            assertThat(message.seq()).isEqualTo(2);
            assertThat(message.version()).isEqualTo(3);
        });
    }

    @Test
    void aRepeatedKeyIsTheFirstMessageOrAConflict() {
        var first = given(opened()).when(shipped(MESSAGE_1, "Shipped.", "key"));
        first.when(shipped(MESSAGE_2, "Shipped.", "key"))
                .thenUnchanged(first.events().getFirst());
        first.when(shipped(MESSAGE_2, "Returned.", "key")).thenRejected(ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void aBlockBetweenTheTwoDoesNotHoldItBack() {
        given(opened()).and(blocked(ALICE, BOB)).when(shipped()).thenAccepted();
    }

    @Test
    void itNeedsAChatWithAReader() {
        given().when(shipped()).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(opened()).and(accountDeleted(ALICE)).when(shipped()).thenAccepted();
        given(opened())
                .and(accountDeleted(ALICE))
                .and(accountDeleted(BOB))
                .when(shipped())
                .thenRejected(ErrorCode.USER_DELETED);
    }

    @Test
    void itNeedsAContentOfTheUsualSize() {
        given(opened()).when(shipped(MESSAGE_1, " ", null)).thenRejected(ErrorCode.CONTENT_EMPTY);
        given(opened()).when(shipped(MESSAGE_1, null, null)).thenRejected(ErrorCode.CONTENT_EMPTY);
        given(opened()).when(shipped(MESSAGE_1, "x".repeat(8_001), null)).thenRejected(ErrorCode.CONTENT_TOO_LONG);
        given(opened()).when(shipped(null, "x", null)).thenRejected(ErrorCode.INVALID_REQUEST);
        given(opened()).when(shipped(MESSAGE_1, "x", "k".repeat(65))).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void noPersonChangesOne() {
        DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> chat =
                given(opened()).andAccepted(shipped(MESSAGE_1, "Shipped.", null));
        chat.when(edit(ALICE, MESSAGE_1)).thenRejected(ErrorCode.NOT_THE_SENDER);
        chat.when(delete(ALICE, MESSAGE_1)).thenRejected(ErrorCode.NOT_THE_SENDER);
    }

    @Test
    void aServiceOpensAChatBetweenTwoUsers() {
        OpenChatBetween open = between(BOB, ALICE, ORDER);
        given().when(open).thenEvent(ChatOpened.class, chat -> {
            assertThat(chat.participants()).containsExactly(BOB, ALICE);
            assertThat(chat.createdBy()).isEqualTo(SHOP);
            assertThat(chat.subject()).isEqualTo(ORDER);
        });
        given().andAccepted(open).when(open).thenUnchanged();
    }

    @Test
    void aChatNeedsTwoUsersWithoutABlock() {
        given().when(between(ALICE, NOBODY, null)).thenRejected(ErrorCode.USER_NOT_FOUND);
        given().and(accountDeleted(BOB)).when(between(ALICE, BOB, null)).thenRejected(ErrorCode.USER_DELETED);
        given().and(blocked(BOB, ALICE)).when(between(ALICE, BOB, null)).thenRejected(ErrorCode.BLOCKED);
        given().when(between(ALICE, SHOP, null)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(new OpenChatBetween(PRIVATE, SHOP, List.of(ALICE, CAROL), NOW, null))
                .thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(new OpenChatBetween(PRIVATE, SHOP, List.of(ALICE, BOB, CAROL), NOW, null))
                .thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(between(ALICE, BOB, new Subject("Order", "x"))).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
    }
}
