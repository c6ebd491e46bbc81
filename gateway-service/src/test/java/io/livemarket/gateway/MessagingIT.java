package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.GroupCommand.AnswerInvitation;
import io.livemarket.events.chat.GroupCommand.ChangeMemberRole;
import io.livemarket.events.chat.GroupCommand.InviteMembers;
import io.livemarket.events.chat.GroupCommand.LeaveChat;
import io.livemarket.events.chat.GroupCommand.RemoveMember;
import io.livemarket.events.chat.GroupCommand.RenameChat;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A conversation of two users on several devices, and the view of a stranger. */
class MessagingIT {

    private final TestGateway gateway = TestGateway.shared();
    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private TestSocket alicesPhone;
    private TestSocket alicesLaptop;
    private TestSocket bobsPhone;
    private TestSocket bobsLaptop;
    private TestSocket stranger;
    private UUID chatId;

    @BeforeEach
    void connect() {
        chatId = gateway.decider().open(alice, bob);
        alicesPhone = gateway.online(alice);
        alicesLaptop = gateway.online(alice);
        bobsPhone = gateway.online(bob);
        bobsLaptop = gateway.online(bob);
        stranger = gateway.online(UUID.randomUUID());
    }

    @AfterEach
    void disconnect() {
        assertThat(stranger.received())
                .as("what a stranger hears")
                .extracting(TestSocket.Event::name)
                .containsExactly("reconnect");
        List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop, stranger).forEach(TestSocket::close);
    }

    @Test
    void aMessageReachesAllDevicesOfSenderAndRecipient() {
        JsonNode ack =
                alicesPhone.ask("message:send", Map.of("chatId", chatId, "content", "Hello ✓", "clientMessageId", "1"));
        assertThat(ack.get("ok").booleanValue()).isTrue();
        JsonNode message = ack.get("message");
        assertThat(message.get("content").stringValue()).isEqualTo("Hello ✓");
        assertThat(message.get("senderId").stringValue()).isEqualTo(alice.toString());
        assertThat(message.get("type").stringValue()).isEqualTo("text");
        String id = message.get("id").stringValue();
        for (TestSocket device : List.of(alicesPhone, alicesLaptop)) {
            assertThat(device.awaitEvent("message:sent", "id", id).payload()).isEqualTo(message);
            assertThat(device.received("message:receive")).isEmpty();
        }
        for (TestSocket device : List.of(bobsPhone, bobsLaptop)) {
            assertThat(device.awaitEvent("message:receive", "id", id).payload()).isEqualTo(message);
            assertThat(device.received("message:sent")).isEmpty();
        }
    }

    @Test
    void aFirstMessageOpensTheChatForBothUsers() {
        UUID carol = UUID.randomUUID();
        try (TestSocket carols = gateway.online(carol)) {
            JsonNode ack = alicesPhone.ask("message:send", Map.of("to", carol, "content", "Hi"));
            String opened = Ids.privateChat(alice, carol).toString();
            assertThat(ack.at("/message/chatId").stringValue()).isEqualTo(opened);
            carols.awaitEvent("message:receive", "chatId", opened);
            alicesLaptop.awaitEvent("message:sent", "chatId", opened);
            assertThat(carols.received())
                    .extracting(TestSocket.Event::name)
                    .containsExactly("reconnect", "chat:opened", "message:receive");
            alicesLaptop.awaitEvent("chat:opened", "chatId", opened);
        }
    }

    @Test
    void aRepeatedMessageIsAnsweredAndNotShownAgain() {
        Map<String, Object> send = Map.of("chatId", chatId, "content", "once", "clientMessageId", "same");
        JsonNode first = alicesPhone.ask("message:send", send);
        JsonNode second = alicesPhone.ask("message:send", send);
        assertThat(second).isEqualTo(first);
        alicesPhone.ask("message:send", Map.of("chatId", chatId, "content", "after"));
        bobsPhone.awaitEvent("message:receive", "content", "after");
        assertThat(bobsPhone.received("message:receive"))
                .extracting(event -> event.text("content"))
                .containsExactly("once", "after");
    }

    @Test
    void aRepeatIsAnsweredWithThePresentMessage() {
        Map<String, Object> send = Map.of("chatId", chatId, "content", "once", "clientMessageId", "later");
        String id = alicesPhone.ask("message:send", send).at("/message/id").stringValue();
        alicesPhone.ask("message:edit", Map.of("chatId", chatId, "messageId", id, "content", "better"));
        JsonNode edited = alicesPhone.ask("message:send", send).get("message");
        assertThat(edited.get("content").stringValue()).isEqualTo("better");
        assertThat(edited.get("id").stringValue()).isEqualTo(id);
        alicesPhone.ask("message:delete", Map.of("chatId", chatId, "messageId", id));
        JsonNode deleted = alicesPhone.ask("message:send", send).get("message");
        assertThat(deleted.get("content").stringValue()).isEmpty();
        assertThat(deleted.hasNonNull("deletedAt")).isTrue();
    }

    @Test
    void aRepeatWithoutItsMessageIsAnsweredToo() {
        Map<String, Object> send = Map.of("chatId", chatId, "content", "once", "clientMessageId", "nameless");
        alicesPhone.ask("message:send", send);
        gateway.decider().namesNoFirstMessage(true);
        try {
            assertThat(code(alicesPhone.ask("message:send", send))).isEqualTo("unavailable");
        } finally {
            gateway.decider().namesNoFirstMessage(false);
        }
        assertThat(alicesPhone.ask("message:send", send).at("/message/content").stringValue())
                .isEqualTo("once");
    }

    @Test
    void anEditAndADeletionReachEveryDevice() {
        String id = said("first");
        JsonNode edited =
                alicesPhone.ask("message:edit", Map.of("chatId", chatId, "messageId", id, "content", "better"));
        assertThat(edited.at("/message/content").stringValue()).isEqualTo("better");
        JsonNode deleted = alicesLaptop.ask("message:delete", Map.of("chatId", chatId, "messageId", id));
        assertThat(deleted.at("/message/id").stringValue()).isEqualTo(id);
        for (TestSocket device : List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop)) {
            assertThat(device.awaitEvent("message:edit", "id", id).payload()).isEqualTo(edited.get("message"));
            assertThat(device.awaitEvent("message:delete", "id", id).payload()).isEqualTo(deleted.get("message"));
        }
    }

    @Test
    void bothUsersAreNotifiedOfDealsAndWithdrawals() {
        gateway.decider().confirmAndWithdrawDeal(chatId, alice);
        for (TestSocket device : List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop)) {
            JsonNode confirmed = device.awaitEvent("deal:confirmed", "chatId", chatId.toString())
                    .payload();
            assertThat(confirmed.get("userId").stringValue()).isEqualTo(alice.toString());
            assertThat(confirmed.get("agreed").booleanValue()).isFalse();
            JsonNode withdrawn = device.awaitEvent("deal:withdrawn", "chatId", chatId.toString())
                    .payload();
            assertThat(withdrawn.get("version").longValue())
                    .isEqualTo(confirmed.get("version").longValue() + 1);
        }
    }

    private JsonNode offer(TestSocket socket, String event, String subject, Object id) {
        return socket.ask(
                event, Map.of("chatId", chatId, subject, id, "price", Map.of("amount", "40.00", "currency", "EUR")));
    }

    @Test
    void offersAndTheirAnswersReachBoth() {
        UUID product = UUID.randomUUID();
        String first = offer(alicesPhone, "offer:make", "productId", product)
                .at("/offer/offerId")
                .stringValue();
        for (TestSocket device : List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop)) {
            JsonNode made = device.awaitEvent("offer:made", "offerId", first).payload();
            assertThat(made.at("/price/amount").stringValue()).isEqualTo("40.00");
            assertThat(made.get("productId").stringValue()).isEqualTo(product.toString());
        }
        assertThat(bobsPhone.awaitEvent("message:receive", "chatId", chatId.toString()))
                .isNotNull();

        JsonNode countered = offer(bobsPhone, "offer:counter", "offerId", first);
        assertThat(countered.at("/offer/counters").stringValue()).isEqualTo(first);
        String second = countered.at("/offer/offerId").stringValue();
        assertThat(code(bobsPhone.ask("offer:accept", Map.of("chatId", chatId, "offerId", first))))
                .isEqualTo("offer_closed");
        assertThat(alicesPhone
                        .ask("offer:accept", Map.of("chatId", chatId, "offerId", second))
                        .at("/offer/userId")
                        .stringValue())
                .isEqualTo(alice.toString());
        for (TestSocket device : List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop)) {
            device.awaitEvent("offer:accepted", "offerId", second);
        }
    }

    @Test
    void anOfferIsDeclinedWithdrawnOrExpires() {
        String declined = made();
        bobsPhone.ask("offer:decline", Map.of("chatId", chatId, "offerId", declined));
        String withdrawn = made();
        alicesPhone.ask("offer:withdraw", Map.of("chatId", chatId, "offerId", withdrawn));
        String expired = made();
        gateway.decider().expireOffer(chatId, UUID.fromString(expired));
        for (TestSocket device : List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop)) {
            device.awaitEvent("offer:declined", "offerId", declined);
            device.awaitEvent("offer:withdrawn", "offerId", withdrawn);
            device.awaitEvent("offer:expired", "offerId", expired);
        }
    }

    private String made() {
        return offer(alicesPhone, "offer:make", "productId", UUID.randomUUID())
                .at("/offer/offerId")
                .stringValue();
    }

    @Test
    void anArrangementReachesTheOtherSessionsOfItsUserAlone() {
        gateway.decider().arrange(chatId, alice);
        for (TestSocket device : List.of(alicesPhone, alicesLaptop)) {
            JsonNode arranged = device.awaitEvent("chat:arranged", "chatId", chatId.toString())
                    .payload();
            assertThat(arranged.get("pinned").booleanValue()).isTrue();
            assertThat(arranged.get("labels").get(0).stringValue()).isEqualTo("mesas");
            assertThat(arranged.has("version")).isFalse();
        }
        gateway.decider().confirmAndWithdrawDeal(chatId, alice);
        bobsPhone.awaitEvent("deal:withdrawn", "chatId", chatId.toString());
        assertThat(bobsPhone.received("chat:arranged")).isEmpty();
    }

    @Test
    void aMemberWhoLeavesGetsNoLaterEvent() {
        UUID carol = UUID.randomUUID();
        UUID group = gateway.decider().open(alice, bob, carol);
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        gateway.decider().change(new RenameChat(group, alice, "Ruzafa", now));
        gateway.decider().change(new LeaveChat(group, bob, now));
        gateway.decider().say(group, alice, "after");
        alicesLaptop.awaitEvent("message:sent", "content", "after");
        assertThat(alicesLaptop
                        .awaitEvent("group:left", "userId", bob.toString())
                        .payload())
                .isEqualTo(bobsPhone
                        .awaitEvent("group:left", "userId", bob.toString())
                        .payload());
        gateway.decider().say(chatId, alice, "end");
        for (TestSocket device : List.of(bobsPhone, bobsLaptop)) {
            device.awaitEvent("message:receive", "content", "end");
            device.awaitEvent("group:renamed", "name", "Ruzafa");
            assertThat(device.received("message:receive"))
                    .extracting(event -> event.text("content"))
                    .containsExactly("end");
        }
        assertThat(bobsPhone
                        .ask("message:send", Map.of("chatId", group, "content", "x"))
                        .at("/error/code")
                        .stringValue())
                .isEqualTo(ErrorCode.CHAT_NOT_FOUND.code());
    }

    @Test
    void anInvitedUserGetsInvitationAndMessagesAfterTheJoining() {
        UUID carol = UUID.randomUUID();
        UUID group = gateway.decider().open(alice, carol, UUID.randomUUID());
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        gateway.decider().change(new InviteMembers(group, alice, List.of(bob), now));
        gateway.decider().say(group, alice, "before");
        gateway.decider().change(new AnswerInvitation(group, bob, true, now));
        gateway.decider().change(new ChangeMemberRole(group, alice, bob, true, now));
        gateway.decider().say(group, alice, "after");
        bobsPhone.awaitEvent("group:invited", "name", "Group");
        bobsPhone.awaitEvent("group:joined", "userId", bob.toString());
        bobsPhone.awaitEvent("group:changed", "userId", bob.toString());
        bobsPhone.awaitEvent("message:receive", "content", "after");
        assertThat(bobsPhone.received("message:receive"))
                .extracting(event -> event.text("content"))
                .containsExactly("after");
        gateway.decider().change(new RemoveMember(group, alice, bob, now));
        bobsLaptop.awaitEvent("group:removed", "removedBy", alice.toString());
        alicesPhone.awaitEvent("group:removed", "removedBy", alice.toString());
    }

    @Test
    void aDeclinedInvitationReachesTheMembers() {
        UUID group = gateway.decider().open(alice, UUID.randomUUID(), UUID.randomUUID());
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        gateway.decider().change(new InviteMembers(group, alice, List.of(bob), now));
        gateway.decider().change(new AnswerInvitation(group, bob, false, now));
        alicesPhone.awaitEvent("group:declined", "userId", bob.toString());
        bobsLaptop.awaitEvent("group:declined", "userId", bob.toString());
    }

    @Test
    void receiptsReachTheParticipants() {
        String id = said("read me");
        assertThat(bobsPhone
                        .ask("message:delivered", Map.of("chatId", chatId, "upToSeq", 1))
                        .get("ok")
                        .booleanValue())
                .isTrue();
        alicesPhone.awaitEvent("message:delivered", "userId", bob.toString());
        JsonNode read = bobsPhone.ask("message:read", Map.of("chatId", chatId, "messageId", id));
        assertThat(read).isEqualTo(bobsPhone.ask("message:read", Map.of("chatId", chatId, "messageId", id)));
        for (TestSocket device : List.of(alicesPhone, alicesLaptop, bobsPhone, bobsLaptop)) {
            assertThat(device.awaitEvent("message:read", "userId", bob.toString())
                            .number("upToSeq"))
                    .isEqualTo(1);
        }
        assertThat(code(alicesPhone.ask("message:edit", Map.of("chatId", chatId, "messageId", id, "content", "late"))))
                .isEqualTo("already_read");
    }

    @Test
    void aReceiptThatCannotBeIsRefusedAsOverRest() {
        said("one");
        bobsPhone.awaitEvent("message:receive", "content", "one");
        for (String receipt : List.of("message:delivered", "message:read")) {
            JsonNode beyond = bobsPhone.ask(receipt, Map.of("chatId", chatId, "upToSeq", 999));
            assertThat(code(beyond)).isEqualTo("invalid_request");
            assertThat(beyond.at("/error/field").stringValue()).isEqualTo("upToSeq");
            assertThat(code(bobsPhone.ask(receipt, Map.of("chatId", chatId, "messageId", UUID.randomUUID()))))
                    .isEqualTo("message_not_found");
            assertThat(code(bobsPhone.ask(receipt, Map.of("chatId", UUID.randomUUID(), "upToSeq", 1))))
                    .isEqualTo("chat_not_found");
        }
        // The refused ones spoil none that is right.
        assertThat(bobsPhone
                        .ask("message:delivered", Map.of("chatId", chatId, "upToSeq", 1))
                        .get("ok")
                        .booleanValue())
                .isTrue();
        assertThat(alicesPhone
                        .awaitEvent("message:delivered", "userId", bob.toString())
                        .number("upToSeq"))
                .isEqualTo(1);
    }

    /** It came by {@code sync}, or another gateway showed it. */
    @Test
    void aReceiptForAnUnseenMessageIsDecidedFirst() {
        UUID other = gateway.decider().open(UUID.randomUUID(), bob, UUID.randomUUID());
        String id = gateway.decider().say(other, alice, "one").id().toString();
        for (int i = 0; i < 2; i++) {
            assertThat(bobsPhone
                            .ask("message:delivered", Map.of("chatId", other, "messageId", id))
                            .get("ok")
                            .booleanValue())
                    .isTrue();
        }
        assertThat(bobsPhone
                        .awaitEvent("message:delivered", "chatId", other.toString())
                        .number("upToSeq"))
                .isEqualTo(1);
    }

    @Test
    void commandsOfASocketReachTheLogInOrder() {
        for (int i = 0; i < 60; i++) {
            alicesPhone.asking("message:send", Map.of("chatId", chatId, "content", Integer.toString(i)));
        }
        bobsPhone.awaitEvent("message:receive", "content", "59");
        assertThat(bobsPhone.received("message:receive"))
                .extracting(event -> Integer.parseInt(event.text("content")))
                .isSorted()
                .hasSize(60);
    }

    @Test
    void aStrangerCanDoNothingInAChat() {
        String id = said("private");
        assertThat(code(stranger.ask("message:edit", Map.of("chatId", chatId, "messageId", id, "content", "x"))))
                .isEqualTo("chat_not_found");
        assertThat(code(stranger.ask("message:delete", Map.of("chatId", chatId, "messageId", id))))
                .isEqualTo("chat_not_found");
        assertThat(code(stranger.ask("message:read", Map.of("chatId", chatId, "upToSeq", 1))))
                .isEqualTo("chat_not_found");
        assertThat(code(stranger.ask("message:history", Map.of("chatId", chatId))))
                .isEqualTo("chat_not_found");
        assertThat(stranger.ask("sync", Map.of("chats", Map.of(chatId, 0))).get("chats"))
                .isEmpty();
        assertThat(code(stranger.ask("message:delivered", Map.of("chatId", chatId, "upToSeq", 1))))
                .isEqualTo("chat_not_found");
        assertThat(code(stranger.ask("message:delivered", Map.of("chatId", chatId, "messageId", id))))
                .isEqualTo("chat_not_found");
        // Nothing of it may show; a message after it does, on the same partition.
        said("after");
        bobsPhone.awaitEvent("message:receive", "content", "after");
        assertThat(bobsPhone.received("message:delivered")).isEmpty();
        assertThat(bobsPhone.received("message:edit")).isEmpty();
        assertThat(bobsPhone.received("message:delete")).isEmpty();
    }

    @Test
    void aRepeatedDeletionIsAnsweredLikeTheFirst() {
        String id = said("gone");
        JsonNode first = alicesPhone
                .ask("message:delete", Map.of("chatId", chatId, "messageId", id))
                .get("message");
        JsonNode again = alicesPhone
                .ask("message:delete", Map.of("chatId", chatId, "messageId", id))
                .get("message");
        for (String field : List.of("chatId", "version", "id", "seq", "deletedAt")) {
            assertThat(again.get(field)).as(field).isEqualTo(first.get(field));
        }
    }

    @Test
    void onlyItsSenderMayChangeAMessage() {
        String id = said("mine");
        assertThat(code(bobsPhone.ask("message:edit", Map.of("chatId", chatId, "messageId", id, "content", "x"))))
                .isEqualTo("not_the_sender");
        assertThat(code(bobsPhone.ask("message:delete", Map.of("chatId", chatId, "messageId", id))))
                .isEqualTo("not_the_sender");
    }

    @Test
    void historyAndSyncAreAnsweredByTheReadModel() {
        said("one");
        said("two");
        JsonNode history = bobsPhone.ask("message:history", Map.of("chatId", chatId, "limit", 10));
        assertThat(history.get("ok").booleanValue()).isTrue();
        assertThat(history.get("items")).hasSize(2);
        assertThat(history.get("hasMore").booleanValue()).isFalse();
        JsonNode sync = bobsPhone.ask("sync", Map.of("chats", Map.of()));
        assertThat(sync.at("/chats/0/messages")).hasSize(2);
    }

    private String said(String content) {
        return alicesPhone
                .ask("message:send", Map.of("chatId", chatId, "content", content))
                .at("/message/id")
                .stringValue();
    }

    private static String code(JsonNode ack) {
        assertThat(ack.get("ok").booleanValue()).isFalse();
        return ack.at("/error/code").stringValue();
    }
}
