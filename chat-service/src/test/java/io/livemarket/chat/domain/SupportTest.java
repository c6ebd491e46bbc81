package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.NOBODY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatSpecification.accountDeleted;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static io.livemarket.chat.domain.ChatSpecification.productListed;
import static io.livemarket.chat.domain.GroupFixtures.accept;
import static io.livemarket.chat.domain.GroupFixtures.invite;
import static io.livemarket.chat.domain.GroupFixtures.leave;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.OFFER_1;
import static io.livemarket.chat.domain.OfferFixtures.listed;
import static io.livemarket.chat.domain.OfferFixtures.makeOffer;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatSpecification.World;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.ConfirmDeal;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import io.livemarket.events.chat.GroupHistory;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.chat.SystemCommand.OpenChatBetween;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.Decided;
import io.livemarket.testkit.DeciderSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chats with a person of support, named by a service account of the marketplace. BOB sells the bike. */
class SupportTest {

    private static final UUID SHOP = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
    private static final Subject LISTING = Subject.listing(BIKE);
    private static final String RISKY = "pay at the checkout, or call me";

    private static OpenChatBetween between(UUID one, UUID other, @Nullable Subject subject, @Nullable UUID support) {
        return new OpenChatBetween(
                Ids.privateChat(one, other, subject), SHOP, List.of(one, other), NOW, subject, support, null, null);
    }

    private static OpenChatBetween group(@Nullable UUID support, UUID... members) {
        return new OpenChatBetween(GROUP, SHOP, List.of(members), NOW, null, support, " Caso 7 ", GroupHistory.ALL);
    }

    private static DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> withBob() {
        return given().andAccepted(between(ALICE, BOB, null, BOB));
    }

    private static void thenRoles(
            Decided<World, ChatCommand, ChatEvent, ErrorCode> opening, ChatRole one, ChatRole other) {
        opening.thenEvent(
                ChatOpened.class,
                chat -> assertThat(chat.roles())
                        .extracting(ParticipantRole::role)
                        .containsExactly(one, other));
    }

    @Test
    void aServiceNamesAPersonOfSupport() {
        given().when(between(ALICE, BOB, null, BOB))
                .then(new ChatOpened(
                        PRIVATE,
                        1,
                        ChatType.PRIVATE,
                        List.of(ALICE, BOB),
                        null,
                        SHOP,
                        NOW,
                        null,
                        List.of(
                                new ParticipantRole(ALICE, ChatRole.MEMBER),
                                new ParticipantRole(BOB, ChatRole.SUPPORT))));
    }

    @Test
    void theOtherOneSellsAKnownListingOrNothing() {
        var bobSells = given().and(productListed(BIKE, listed()));
        thenRoles(bobSells.when(between(BOB, ALICE, LISTING, ALICE)), ChatRole.SELLER, ChatRole.SUPPORT);
        thenRoles(bobSells.when(between(CAROL, ALICE, LISTING, ALICE)), ChatRole.MEMBER, ChatRole.SUPPORT);
        thenRoles(bobSells.when(between(ALICE, BOB, LISTING, BOB)), ChatRole.MEMBER, ChatRole.SUPPORT);
        thenRoles(given().when(between(BOB, ALICE, LISTING, ALICE)), ChatRole.MEMBER, ChatRole.SUPPORT);
    }

    @Test
    void aChatThatIsThereKeepsItsRoles() {
        given(opened()).when(between(ALICE, BOB, null, BOB)).thenUnchanged();
        assertThat(((Chat.Open) Chat.evolve(Chat.NONE, opened().after(Chat.NONE))).role(BOB))
                .isNull();
        withBob().when(between(ALICE, BOB, null, ALICE)).thenUnchanged();
    }

    @Test
    void aPersonOfSupportParticipates() {
        given().when(between(ALICE, BOB, null, CAROL)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(between(ALICE, BOB, null, SHOP)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().and(blocked(ALICE, BOB)).when(between(ALICE, BOB, null, BOB)).thenRejected(ErrorCode.BLOCKED);
    }

    @Test
    void recipientsAreNotWarnedOfSupport() {
        withBob()
                .when(send(PRIVATE, BOB, MESSAGE_1, RISKY, null))
                .thenEvent(
                        MessageSent.class, sent -> assertThat(sent.warnings()).containsExactly("contact_details"));
        withBob()
                .andAccepted(send(PRIVATE, BOB, MESSAGE_1, "hola", null))
                .when(new EditMessage(PRIVATE, BOB, MESSAGE_1, RISKY, NOW))
                .thenEventTypes(MessageEdited.class);
        withBob()
                .andAccepted(send(PRIVATE, BOB, MESSAGE_1, "hola", null))
                .when(new WarnMessage(PRIVATE, BOB, MESSAGE_1, "mass_message", NOW))
                .thenUnchanged();
    }

    @Test
    void supportIsWarnedOfTheOtherOne() {
        assertThat(withBob().when(send(PRIVATE, ALICE, MESSAGE_1, RISKY, null)).events())
                .last()
                .isInstanceOf(MessageWarned.class);
    }

    @Test
    void supportWritesToManyInTheSameWords() {
        assertThat(isUnasked(between(ALICE, BOB, null, BOB), BOB)).isFalse();
        assertThat(isUnasked(between(ALICE, BOB, null, BOB), ALICE)).isTrue();
        assertThat(isUnasked(between(ALICE, BOB, null, null), BOB)).isTrue();
    }

    private static boolean isUnasked(OpenChatBetween open, UUID sender) {
        Chat before = given().andAccepted(open).state().chat();
        MessageSent sent = messageSent(PRIVATE, 2, 1, MESSAGE_1, sender)
                .content("Thank you for your report of yesterday.")
                .build();
        return Unasked.is(before, (Chat.Open) Chat.evolve(before, sent), sent);
    }

    @Test
    void nothingIsSoldInAChatWithSupport() {
        var support = withBob().and(productListed(BIKE, listed()));
        support.when(makeOffer(ALICE, OFFER_1)).thenRejected(ErrorCode.FORBIDDEN);
        support.when(makeOffer(BOB, OFFER_1)).thenRejected(ErrorCode.FORBIDDEN);
        support.when(new ConfirmDeal(PRIVATE, ALICE, NOW)).thenRejected(ErrorCode.FORBIDDEN);
    }

    @Test
    void aGroupOfAServiceHasSupportAsItsAdmin() {
        given().when(group(CAROL, ALICE, BOB, CAROL))
                .then(new ChatOpened(
                        GROUP,
                        1,
                        ChatType.GROUP,
                        List.of(ALICE, BOB, CAROL),
                        "Caso 7",
                        SHOP,
                        NOW,
                        null,
                        List.of(new ParticipantRole(CAROL, ChatRole.SUPPORT)),
                        GroupHistory.ALL));
        var chat = given().andAccepted(group(CAROL, ALICE, BOB, CAROL));
        chat.when(invite(CAROL, MALLORY)).thenEventTypes(MembersInvited.class);
        chat.when(invite(ALICE, MALLORY)).thenRejected(ErrorCode.NOT_AN_ADMIN);
        chat.when(group(CAROL, ALICE, BOB, CAROL)).thenUnchanged();
    }

    @Test
    void theOthersOfAGroupAreMembers() {
        var chat = given().andAccepted(group(CAROL, ALICE, CAROL));
        Chat.Open open = chat.state().open();
        assertThat(open.role(CAROL)).isEqualTo(ChatRole.SUPPORT);
        assertThat(open.role(ALICE)).isEqualTo(ChatRole.MEMBER);
        Chat.Open again = chat.andAccepted(invite(CAROL, BOB))
                .andAccepted(accept(BOB))
                .andAccepted(leave(CAROL))
                .state()
                .open();
        assertThat(again.role(BOB)).isEqualTo(ChatRole.MEMBER);
        assertThat(again.hasSupport()).isFalse();
    }

    @Test
    void aGroupOfAServiceNeedsItsParts() {
        given().when(group(null, ALICE, BOB)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(group(CAROL, ALICE, BOB)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(group(CAROL, CAROL)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(group(CAROL, CAROL, ALICE, ALICE)).thenRejected(ErrorCode.INVALID_PARTICIPANTS);
        given().when(group(CAROL, CAROL, NOBODY)).thenRejected(ErrorCode.USER_NOT_FOUND);
        given().and(accountDeleted(BOB)).when(group(CAROL, CAROL, BOB)).thenRejected(ErrorCode.USER_DELETED);
        given().and(blocked(CAROL, BOB)).when(group(CAROL, CAROL, BOB)).thenRejected(ErrorCode.BLOCKED);
        given().and(blocked(ALICE, BOB)).when(group(CAROL, CAROL, ALICE, BOB)).thenAccepted();
        UUID[] tooMany = Stream.concat(Stream.of(CAROL), IntStream.range(0, 100).mapToObj(ChatFixtures::member))
                .toArray(UUID[]::new);
        given().when(group(CAROL, tooMany)).thenRejected(ErrorCode.GROUP_TOO_LARGE);
        given().when(new OpenChatBetween(GROUP, SHOP, List.of(ALICE, BOB), NOW, LISTING, BOB, "Caso", null))
                .thenRejected(ErrorCode.INVALID_REQUEST);
        given().when(new OpenChatBetween(GROUP, SHOP, List.of(ALICE, BOB), NOW, null, BOB, " ", null))
                .thenRejected(ErrorCode.INVALID_REQUEST);
    }
}
