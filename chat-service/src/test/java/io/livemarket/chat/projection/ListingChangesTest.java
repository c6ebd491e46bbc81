package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.MORE;
import static io.livemarket.chat.domain.OfferFixtures.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ListingCommand.ShowListing;
import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.products.ProductDetails;
import io.livemarket.events.products.ProductEvent;
import io.livemarket.events.products.ProductEvent.ProductChanged;
import io.livemarket.events.products.ProductEvent.ProductListed;
import io.livemarket.events.products.ProductEvent.ProductStateChanged;
import io.livemarket.events.products.ProductEvent.ReservationRefused;
import io.livemarket.events.products.ProductState;
import io.livemarket.events.products.Reservation;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.projection.WriteThrottle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** BOB sells the bike that chats are about. */
class ListingChangesTest {

    private static final UUID ABOUT = Ids.privateChat(ALICE, BOB, Subject.listing(BIKE));
    private static final Reservation RESERVATION = new Reservation(CAROL, ABOUT, ALICE);
    private static final ProductEvent LISTED =
            new ProductListed(BIKE, 1, BOB, new ProductDetails("Bici", PRICE, null, null), START);
    private static final ProductEvent CHEAPER =
            new ProductChanged(BIKE, 2, BOB, new ProductDetails("Bici", MORE, null, null), NOW);
    private static final ProductEvent RESERVED =
            new ProductStateChanged(BIKE, 3, BOB, ProductState.RESERVED, RESERVATION, NOW.plusSeconds(1));
    private static final ProductEvent REFUSED = new ReservationRefused(BIKE, 4, BOB, RESERVATION, NOW.plusSeconds(2));

    private final List<List<ProducerRecord<String, byte[]>>> published = new ArrayList<>();
    private final List<ListCursor> chats = new ArrayList<>();
    private final List<Listing> stored = new ArrayList<>();
    private final ListingChanges changes = new ListingChanges(this::page, _ -> stored, published::add);

    private static Listing listing(ProductEvent... events) {
        Listing listing = null;
        for (ProductEvent event : events) {
            listing = Listing.after(listing, event);
        }
        return listing;
    }

    private List<ListCursor> page(Listing listing, @Nullable ListCursor after, int limit) {
        Comparator<ListCursor> order =
                Comparator.comparingLong(ListCursor::activeAt).thenComparing(ListCursor::chatId);
        return chats.stream()
                .filter(chat -> after == null || order.compare(chat, after) > 0)
                .sorted(order)
                .limit(limit)
                .toList();
    }

    private List<ShowListing> shown() {
        return published.stream()
                .flatMap(List::stream)
                .map(ListingChangesTest::read)
                .toList();
    }

    private static ShowListing read(ProducerRecord<String, byte[]> command) {
        return (ShowListing) EventCodec.of(ChatCommand.class)
                .read(command.headers(), command.value())
                .orElseThrow();
    }

    private static ChatDocument opened(UUID buyer, UUID seller) {
        return ChatDocument.of(new ChatOpened(
                Ids.privateChat(buyer, seller, Subject.listing(BIKE)),
                1,
                ChatType.PRIVATE,
                List.of(buyer, seller),
                null,
                buyer,
                START,
                Subject.listing(BIKE),
                null));
    }

    @Test
    void aListingHasItsNewestStateAndPrice() {
        assertThat(listing(LISTED).isChanged()).isFalse();
        assertThat(listing(LISTED, CHEAPER, RESERVED))
                .isEqualTo(new Listing(BIKE, 3, 3, BOB, ProductState.RESERVED, MORE, RESERVED.at()));
        assertThat(listing(LISTED, CHEAPER, RESERVED, REFUSED))
                .as("chats show no refused reservation")
                .isEqualTo(new Listing(BIKE, 4, 3, BOB, ProductState.RESERVED, MORE, RESERVED.at()));
        assertThat(listing(RESERVED)).as("without its beginning").isNull();
        assertThat(ListingBson.readListing(ListingBson.write(listing(LISTED, CHEAPER, RESERVED, REFUSED))))
                .isEqualTo(listing(LISTED, CHEAPER, RESERVED, REFUSED));
    }

    @Test
    void aChangeIsShownInEachChatAboutIt() {
        chats.add(new ListCursor(5, ABOUT));
        changes.changed(listing(LISTED, CHEAPER, RESERVED), WriteThrottle.NONE);
        assertThat(shown())
                .containsExactly(new ShowListing(ABOUT, BOB, BIKE, 3, ProductState.RESERVED, MORE, RESERVED.at()));
        ProducerRecord<String, byte[]> command = published.getFirst().getFirst();
        assertThat(command.topic()).isEqualTo(Topics.CHAT_COMMANDS.name());
        assertThat(command.key()).isEqualTo(ABOUT.toString());
        assertThat(CommandHeaders.of(command.headers()).wantsAnswer(false)).isFalse();
    }

    @Test
    void aRepeatIsThatCommandAgain() {
        chats.add(new ListCursor(5, ABOUT));
        changes.changed(listing(LISTED, CHEAPER), WriteThrottle.NONE);
        changes.changed(listing(LISTED, CHEAPER), WriteThrottle.NONE);
        changes.changed(listing(LISTED, CHEAPER, RESERVED), WriteThrottle.NONE);
        assertThat(published.get(0).getFirst().value())
                .isEqualTo(published.get(1).getFirst().value());
        assertThat(id(0)).isEqualTo(id(1)).isNotEqualTo(id(2));
    }

    private String id(int n) {
        return Envelope.text(published.get(n).getFirst().headers(), Envelope.ID);
    }

    /** Also of chats that become active while the pages are read. */
    @Test
    void thousandsOfChatsGetAChangeInPages() {
        Set<UUID> all = new HashSet<>();
        IntStream.range(0, 5_000).forEach(i -> {
            chats.add(new ListCursor(i / 3, Ids.next()));
            all.add(chats.getLast().chatId());
        });
        List<Long> pauses = new ArrayList<>();
        changes.changed(listing(LISTED, CHEAPER), worked -> {
            pauses.add(worked);
            ListCursor active = chats.removeFirst();
            chats.add(new ListCursor(1_000_000 + pauses.size(), active.chatId()));
        });
        assertThat(published).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(ListingChanges.PAGE));
        assertThat(shown()).extracting(ShowListing::chatId).containsAll(all);
        assertThat(pauses).hasSizeGreaterThanOrEqualTo(5_000 / ListingChanges.PAGE);
        assertThat(shown()).hasSizeLessThanOrEqualTo(5_000 + pauses.size());
    }

    @Test
    void anUnchangedListingIsShownNowhere() {
        chats.add(new ListCursor(5, ABOUT));
        changes.changed(listing(LISTED), WriteThrottle.NONE);
        stored.add(listing(LISTED));
        changes.opened(List.of(opened(ALICE, BOB)));
        assertThat(published).isEmpty();
    }

    @Test
    void anOpenedChatGetsTheChangesBeforeIt() {
        stored.add(listing(LISTED, CHEAPER, RESERVED));
        ChatDocument chat = opened(ALICE, BOB);
        changes.opened(List.of(chat));
        assertThat(shown()).extracting(ShowListing::productVersion).containsExactly(3L);
        changes.opened(List.of(
                chat.apply(new ListingChanged(ABOUT, 2, BIKE, 3, ProductState.RESERVED, MORE, NOW), List.of(), null)));
        changes.opened(List.of(opened(ALICE, CAROL)));
        assertThat(shown())
                .as("neither one that shows it, nor another seller's")
                .hasSize(1);
    }

    @Test
    void aCommandThatIsNotWrittenIsRepeatedByTheCaller() {
        chats.add(new ListCursor(5, ABOUT));
        ListingChanges failing = new ListingChanges(this::page, _ -> stored, _ -> {
            throw new KafkaException("not written");
        });
        Listing changed = listing(LISTED, CHEAPER);
        assertThatThrownBy(() -> failing.changed(changed, WriteThrottle.NONE)).isInstanceOf(KafkaException.class);
    }
}
