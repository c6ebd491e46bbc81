package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.chat.domain.ChatSpecification.blocked;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static io.livemarket.chat.domain.ChatSpecification.productListed;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.euros;
import static io.livemarket.chat.domain.OfferFixtures.listed;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatSpecification.World;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ListingCommand.ShowListing;
import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import io.livemarket.testkit.DeciderSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The listing that a chat is about, and the price in a message about a product. BOB sells, ALICE buys. */
class ListingsTest {

    private static final Subject LISTING = Subject.listing(BIKE);
    private static final UUID ABOUT = Ids.privateChat(ALICE, BOB, LISTING);
    private static final Money PRICE = euros("45.00");

    private static DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> aboutABike() {
        return given().and(productListed(BIKE, listed())).andAccepted(open());
    }

    private static OpenChat open() {
        return new OpenChat(ABOUT, ALICE, ChatType.PRIVATE, List.of(ALICE, BOB), null, START, LISTING);
    }

    /** The chat after its first change. */
    private static Chat.Open opened() {
        return aboutABike().when(show(3, ProductState.RESERVED)).state().open();
    }

    private static ShowListing show(long productVersion, ProductState state) {
        return show(ABOUT, BOB, productVersion, state, NOW);
    }

    private static ShowListing show(UUID chat, UUID seller, long version, @Nullable ProductState state, Instant at) {
        return new ShowListing(chat, seller, BIKE, version, state, PRICE, at);
    }

    private static ListingChanged changed(long version, long productVersion, ProductState state) {
        return new ListingChanged(ABOUT, version, BIKE, productVersion, state, PRICE, NOW);
    }

    @Test
    void listingChangesAreChangesOfTheChat() {
        aboutABike().when(show(3, ProductState.RESERVED)).then(changed(2, 3, ProductState.RESERVED));
        aboutABike()
                .andAccepted(show(3, ProductState.RESERVED))
                .when(show(5, ProductState.SOLD))
                .then(changed(3, 5, ProductState.SOLD));
    }

    @Test
    void aRepeatedOrOlderChangeChangesNothing() {
        var reserved = aboutABike().andAccepted(show(3, ProductState.RESERVED));
        reserved.when(show(3, ProductState.RESERVED)).thenUnchanged();
        reserved.when(show(2, ProductState.AVAILABLE)).thenUnchanged();
    }

    @Test
    void aChangeNeitherSendsNorReadsAnything() {
        Chat.Open after = opened();
        assertThat(after.seq()).isZero();
        assertThat(after.participants()).noneMatch(each -> each.deliveredUpTo() > 0 || each.readUpTo() > 0);
    }

    @Test
    void onlyTheSellersChatAboutThatProductShowsIt() {
        given().when(show(3, ProductState.SOLD)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        aboutABike().when(show(ABOUT, CAROL, 3, ProductState.SOLD, NOW)).thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(ChatFixtures.opened())
                .when(show(PRIVATE, BOB, 3, ProductState.SOLD, NOW))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
        given(ChatFixtures.openedGroup(ALICE, BOB))
                .when(show(GROUP, BOB, 3, ProductState.SOLD, NOW))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
        aboutABike()
                .when(new ShowListing(ABOUT, BOB, OfferFixtures.product(2), 3, ProductState.SOLD, PRICE, NOW))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void anIncompleteChangeIsRejected() {
        aboutABike().when(show(ABOUT, BOB, 3, null, NOW)).thenRejected(ErrorCode.INVALID_REQUEST);
        aboutABike().when(show(0, ProductState.SOLD)).thenRejected(ErrorCode.INVALID_REQUEST);
        aboutABike()
                .when(new ShowListing(ABOUT, BOB, BIKE, 3, ProductState.SOLD, new Money("45", "EUR"), NOW))
                .thenRejected(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aBlockWithholdsNoChangeOfAListing() {
        aboutABike().and(blocked(ALICE, BOB)).when(show(3, ProductState.SOLD)).then(changed(2, 3, ProductState.SOLD));
        InMemoryChatLookups blocked = new InMemoryChatLookups(Set.of(ALICE, BOB));
        blocked.block(ALICE, BOB);
        assertThat(Withholding.withheldFrom(opened(), changed(2, 3, ProductState.SOLD), blocked))
                .isEmpty();
    }

    @Test
    void timesNeverGoBackForOldChanges() {
        aboutABike()
                .when(show(ABOUT, BOB, 3, ProductState.SOLD, START.minusSeconds(60)))
                .then(new ListingChanged(ABOUT, 2, BIKE, 3, ProductState.SOLD, PRICE, START));
    }

    @Test
    void aStoredStateWithoutAListingShowsNone() {
        byte[] stored = Json.bytes(
                given().and(productListed(BIKE, listed())).when(open()).state().open());
        assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("listingVersion");
        assertThat(Json.read(stored, Chat.Open.class).shows(1)).isFalse();
        assertThat(Json.read(Json.bytes(opened()), Chat.Open.class).shows(3)).isTrue();
    }

    @Test
    void aMessageAboutAProductHasItsPriceAtSending() {
        aboutABike().when(question("k")).then(asked(euros("50.00")));
        aboutABike()
                .andAccepted(question("k"))
                .and(productListed(BIKE, new ListedProduct(BOB, ProductState.AVAILABLE, PRICE, "Bici")))
                .when(question("k"))
                .thenUnchanged(asked(euros("50.00")));
    }

    @Test
    void anUnknownProductHasNoPrice() {
        SendMessage about = sendMessage(PRIVATE, ALICE, MESSAGE_1)
                .productId(OfferFixtures.product(9))
                .at(NOW)
                .build();
        assertThat(given(ChatFixtures.opened()).when(about).events())
                .singleElement()
                .isInstanceOfSatisfying(
                        MessageSent.class,
                        message -> assertThat(message.productPrice()).isNull());
    }

    @Test
    void aMessageWithoutAProductHasNoPrice() {
        assertThat(aboutABike()
                        .when(sendMessage(ABOUT, ALICE, MESSAGE_2).at(NOW).build())
                        .events())
                .singleElement()
                .isInstanceOfSatisfying(
                        MessageSent.class,
                        message -> assertThat(message.productPrice()).isNull());
    }

    private static SendMessage question(String key) {
        return sendMessage(ABOUT, ALICE, MESSAGE_1)
                .productId(BIKE)
                .key(key)
                .at(NOW)
                .build();
    }

    private static MessageSent asked(Money price) {
        SendMessage send = question("k");
        return new MessageSent(
                ABOUT,
                2,
                1,
                MESSAGE_1,
                ALICE,
                send.type(),
                send.content(),
                null,
                BIKE,
                null,
                "k",
                NOW,
                null,
                null,
                null,
                null,
                price);
    }
}
