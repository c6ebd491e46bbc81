package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOBODY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.sendTo;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static io.livemarket.chat.domain.ChatSpecification.productListed;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.products.ProductState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Private chats about a thing. BOB sells the bike. */
class SubjectsTest {

    private static final Subject LISTING = Subject.listing(BIKE);
    private static final Subject ORDER = new Subject("order", "2026-0001");
    private static final UUID ABOUT_BIKE = Ids.privateChat(ALICE, BOB, LISTING);

    @Test
    void aChatAboutAListingHasSellerAndBuyer() {
        given().and(productListed(BIKE, listed()))
                .when(open(ALICE, BOB, LISTING))
                .then(opened(ALICE, BOB, LISTING, roles(ALICE, ChatRole.BUYER, BOB, ChatRole.SELLER)));
        given().and(productListed(BIKE, listed()))
                .when(open(BOB, ALICE, LISTING))
                .then(opened(BOB, ALICE, LISTING, roles(BOB, ChatRole.SELLER, ALICE, ChatRole.BUYER)));
    }

    @Test
    void aSoldListingStillHasItsSeller() {
        given().and(productListed(BIKE, listed(BOB, ProductState.SOLD)))
                .when(open(BOB, ALICE, LISTING))
                .then(opened(BOB, ALICE, LISTING, roles(BOB, ChatRole.SELLER, ALICE, ChatRole.BUYER)));
    }

    @Test
    void theOpenerBuysAListingOfAnotherCatalogue() {
        given().when(open(BOB, ALICE, LISTING))
                .then(opened(BOB, ALICE, LISTING, roles(BOB, ChatRole.BUYER, ALICE, ChatRole.SELLER)));
        Subject sku = new Subject("listing", "SKU-7");
        given().when(open(ALICE, BOB, sku))
                .then(opened(ALICE, BOB, sku, roles(ALICE, ChatRole.BUYER, BOB, ChatRole.SELLER)));
    }

    @Test
    void bothAreMembersOfAChatAboutAnythingElse() {
        given().and(productListed(BIKE, listed()))
                .when(open(ALICE, BOB, ORDER))
                .then(opened(ALICE, BOB, ORDER, roles(ALICE, ChatRole.MEMBER, BOB, ChatRole.MEMBER)));
    }

    @Test
    void withoutTheSellerThereIsNoChatAboutAListing() {
        var bobSells = given().and(productListed(BIKE, listed()));
        bobSells.when(open(ALICE, CAROL, LISTING)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        bobSells.when(sendAbout(ALICE, CAROL, LISTING)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
    }

    @Test
    void aFirstMessageOpensTheChatAboutItsSubject() {
        SendMessage send = sendAbout(ALICE, BOB, LISTING);
        given().and(productListed(BIKE, listed()))
                .when(send)
                .then(
                        opened(ALICE, BOB, LISTING, roles(ALICE, ChatRole.BUYER, BOB, ChatRole.SELLER)),
                        message(send, 2, 1));
    }

    @Test
    void firstMessagesOfBothAboutOneSubjectOpenOneChat() {
        SendMessage bobs = sendAbout(BOB, ALICE, LISTING);
        assertThat(bobs.chatId()).isEqualTo(ABOUT_BIKE);
        given().and(productListed(BIKE, listed()))
                .andAccepted(sendAbout(ALICE, BOB, LISTING))
                .when(new SendMessage(
                        bobs.chatId(),
                        BOB,
                        ALICE,
                        MESSAGE_2,
                        MessageType.TEXT,
                        "hola",
                        null,
                        null,
                        null,
                        null,
                        NOW,
                        LISTING))
                .then(new MessageSent(
                        ABOUT_BIKE, 3, 2, MESSAGE_2, BOB, MessageType.TEXT, "hola", null, null, null, null, NOW));
    }

    @Test
    void openingAChatAgainChangesNothing() {
        given().and(productListed(BIKE, listed()))
                .andAccepted(open(ALICE, BOB, LISTING))
                .when(open(BOB, ALICE, LISTING))
                .thenUnchanged();
    }

    @Test
    void theIdOfAChatFollowsFromItsSubject() {
        OpenChat open = open(ALICE, BOB, LISTING);
        given().when(new OpenChat(PRIVATE, ALICE, ChatType.PRIVATE, open.participants(), null, NOW, LISTING))
                .thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(new OpenChat(ABOUT_BIKE, ALICE, ChatType.PRIVATE, open.participants(), null, NOW, ORDER))
                .thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(message(ABOUT_BIKE, BOB, null, null)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(message(PRIVATE, BOB, null, LISTING)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
    }

    @Test
    void aGroupHasNoSubject() {
        given().when(new OpenChat(GROUP, ALICE, ChatType.GROUP, List.of(ALICE, BOB), "Bici", NOW, LISTING))
                .thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aMalformedSubjectIsRejected() {
        Subject broken = new Subject("Listing", "1");
        given().when(open(ALICE, BOB, broken)).thenRejected(ErrorCode.INVALID_REQUEST);
        given().when(sendAbout(ALICE, BOB, broken)).thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aMessageNamesNoOtherProductThanItsSubject() {
        UUID other = OfferFixtures.product(2);
        given().when(message(ABOUT_BIKE, BOB, other, LISTING)).thenRejected(ErrorCode.INVALID_REQUEST);
        given().when(message(Ids.privateChat(ALICE, BOB, ORDER), BOB, BIKE, ORDER))
                .thenRejected(ErrorCode.INVALID_REQUEST);
        given(ChatFixtures.opened())
                .when(message(PRIVATE, null, null, LISTING))
                .thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void blockedUnknownAndDeletedUsersGetNoChatAboutAnything() {
        given().and(blocked(BOB, ALICE)).when(sendAbout(ALICE, BOB, LISTING)).thenRejected(ErrorCode.BLOCKED);
        given().and(blocked(ALICE, BOB)).when(open(ALICE, BOB, LISTING)).thenRejected(ErrorCode.YOU_BLOCKED);
        given().and(accountDeleted(BOB)).when(open(ALICE, BOB, LISTING)).thenRejected(ErrorCode.USER_DELETED);
        given().when(open(ALICE, NOBODY, LISTING)).thenRejected(ErrorCode.USER_NOT_FOUND);
    }

    /** A gateway of the last version sends a product beside a recipient, and the id of the pair's chat. */
    @Test
    void aProductWithoutASubjectIsOnlyAReference() {
        SendMessage old = message(PRIVATE, BOB, BIKE, null);
        given().and(productListed(BIKE, listed()))
                .when(old)
                .then(
                        new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, NOW),
                        message(old, 2, 1));
    }

    @Test
    void aRuleForSellersIsNotForBuyers() {
        var aboutBike = given().and(productListed(BIKE, listed())).andAccepted(open(ALICE, BOB, LISTING));
        aboutBike
                .when(text(ABOUT_BIKE, ALICE, "do I pay first?"))
                .then(new MessageSent(
                        ABOUT_BIKE,
                        2,
                        1,
                        MESSAGE_1,
                        ALICE,
                        MessageType.TEXT,
                        "do I pay first?",
                        null,
                        null,
                        null,
                        null,
                        NOW));
        aboutBike.when(text(ABOUT_BIKE, BOB, "pay first")).thenRejectedWith(ErrorCode.CONTENT_REJECTED, "threat");
        given(ChatFixtures.opened())
                .when(text(PRIVATE, BOB, "pay first"))
                .then(new MessageSent(
                        PRIVATE, 2, 1, MESSAGE_1, BOB, MessageType.TEXT, "pay first", null, null, null, null, NOW));
    }

    @Test
    void aSellersFirstMessageAndEditsMeetTheRuleToo() {
        SendMessage first = sendAbout(BOB, ALICE, LISTING);
        given().and(productListed(BIKE, listed()))
                .when(new SendMessage(
                        first.chatId(),
                        BOB,
                        ALICE,
                        MESSAGE_1,
                        MessageType.TEXT,
                        "pay first",
                        null,
                        null,
                        null,
                        null,
                        NOW,
                        LISTING))
                .thenRejectedWith(ErrorCode.CONTENT_REJECTED, "threat");
        given().and(productListed(BIKE, listed()))
                .andAccepted(first)
                .when(new EditMessage(first.chatId(), BOB, MESSAGE_1, "pay first", NOW))
                .thenRejectedWith(ErrorCode.CONTENT_REJECTED, "threat");
    }

    /** As chat-service of the last version stored it, and as its event was. */
    @Test
    void aChatOfTheLastVersionIsAboutNothing() {
        Chat.Open stored = read(
                "{\"chatId\":\"CHAT\",\"type\":\"private\",\"participants\":[{\"userId\":\"ALICE\","
                        + "\"deliveredUpTo\":2,\"readUpTo\":1,\"hidden\":false}],\"version\":3,\"seq\":2,"
                        + "\"updatedAt\":\"2026-01-01T00:00:00Z\",\"deal\":{\"confirmedBy\":[]}}",
                Chat.Open.class);
        assertThat(stored.subject()).isNull();
        assertThat(stored.role(ALICE)).isNull();
        assertThat(stored.participant(ALICE).orElseThrow().arranged()).isEqualTo(Arrangement.NONE);
        assertThat(stored.participant(ALICE)).contains(new Participant(ALICE, 2, 1, false));

        Chat.Open opened = (Chat.Open) Chat.evolve(
                Chat.NONE,
                read(
                        "{\"chatId\":\"CHAT\",\"version\":1,\"type\":\"private\",\"participants\":[\"ALICE\","
                                + "\"BOB\"],\"createdBy\":\"ALICE\",\"createdAt\":\"2026-01-01T00:00:00Z\"}",
                        ChatOpened.class));
        assertThat(opened.subject()).isNull();
        assertThat(opened.role(BOB)).isNull();
    }

    @Test
    void aChatAboutNothingIsStoredAsBefore() {
        String stored = new String(
                Json.bytes(given(ChatFixtures.opened())
                        .when(sendTo(ALICE, BOB, MESSAGE_1))
                        .state()
                        .open()),
                StandardCharsets.UTF_8);
        assertThat(stored).doesNotContain("subject", "role", "arrangement");
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(
                json.replace("CHAT", PRIVATE.toString())
                        .replace("ALICE", ALICE.toString())
                        .replace("BOB", BOB.toString())
                        .getBytes(StandardCharsets.UTF_8),
                type);
    }

    private static OpenChat open(UUID actor, UUID other, Subject subject) {
        return new OpenChat(
                Ids.privateChat(actor, other, subject),
                actor,
                ChatType.PRIVATE,
                List.of(actor, other),
                null,
                NOW,
                subject);
    }

    private static ChatOpened opened(UUID actor, UUID other, Subject subject, List<ParticipantRole> roles) {
        return new ChatOpened(
                Ids.privateChat(actor, other, subject),
                1,
                ChatType.PRIVATE,
                List.of(actor, other),
                null,
                actor,
                NOW,
                subject,
                roles);
    }

    private static List<ParticipantRole> roles(UUID one, ChatRole role, UUID other, ChatRole otherRole) {
        return List.of(new ParticipantRole(one, role), new ParticipantRole(other, otherRole));
    }

    private static SendMessage sendAbout(UUID actor, UUID to, Subject subject) {
        return new SendMessage(
                Ids.privateChat(actor, to, subject),
                actor,
                to,
                MESSAGE_1,
                MessageType.TEXT,
                "hola",
                null,
                subject.productId().orElse(null),
                null,
                null,
                NOW,
                subject);
    }

    private static SendMessage message(UUID chat, @Nullable UUID to, @Nullable UUID product, @Nullable Subject about) {
        return new SendMessage(
                chat, ALICE, to, MESSAGE_1, MessageType.TEXT, "hola", null, product, null, null, NOW, about);
    }

    private static SendMessage text(UUID chat, UUID actor, String content) {
        return ChatFixtures.send(chat, actor, MESSAGE_1, content, null);
    }

    private static MessageSent message(SendMessage send, long version, long seq) {
        return new MessageSent(
                send.chatId(),
                version,
                seq,
                send.messageId(),
                send.actorId(),
                send.type(),
                "hola",
                null,
                send.productId(),
                null,
                null,
                NOW,
                null,
                null,
                null,
                null,
                BIKE.equals(send.productId()) ? listed().price() : null);
    }
}
