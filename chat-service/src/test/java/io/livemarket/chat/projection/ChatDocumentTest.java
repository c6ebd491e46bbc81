package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.chat.domain.ChatFixtures.dealConfirmed;
import static io.livemarket.chat.domain.ChatFixtures.dealWithdrawn;
import static io.livemarket.chat.domain.ChatFixtures.deleted;
import static io.livemarket.chat.domain.ChatFixtures.delivered;
import static io.livemarket.chat.domain.ChatFixtures.edited;
import static io.livemarket.chat.domain.ChatFixtures.hidden;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.read;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.livemarket.chat.domain.Arrangement;
import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.chat.domain.RandomConversation;
import io.livemarket.chat.projection.ChatDocument.RecentChanges;
import io.livemarket.chat.projection.ChatDocument.Touch;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatDocumentTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @Test
    void aNewChatIsReadAndVisible() {
        ChatDocument chat = fold(opened());
        assertThat(chat.readers()).containsExactly(new Reader(ALICE, 0, 0, 0, false), new Reader(BOB, 0, 0, 0, false));
        assertThat(chat.last()).isNull();
        assertThat(chat.progress().activeAt()).isEqualTo(START);
    }

    @Test
    void othersMessagesAreUnreadAndOnesOwnNever() {
        ChatDocument chat = fold(opened(), sent(ALICE, MESSAGE_1), sent(BOB, MESSAGE_2), sent(ALICE, message(3)));
        assertThat(unread(chat, ALICE)).isEqualTo(1);
        assertThat(unread(chat, BOB)).isEqualTo(2);
    }

    @Test
    void readingAPartLeavesTheRestUnread() {
        ChatDocument chat = fold(
                opened(),
                sent(ALICE, MESSAGE_1),
                sent(BOB, MESSAGE_2),
                sent(ALICE, message(3)),
                sent(BOB, message(4)),
                sent(ALICE, message(5)),
                read(BOB, 2));
        assertThat(unread(chat, BOB)).isEqualTo(2);
        assertThat(unread(chat, ALICE)).isEqualTo(2);
    }

    @Test
    void theLastMessageShowsItsEditsAndItsDeletion() {
        assertThat(fold(opened(), sent(ALICE, MESSAGE_1), edited(MESSAGE_1, 1, ALICE))
                        .last())
                .matches(last -> last.content().equals("hola de nuevo")
                        && last.place().version() == 3
                        && last.times().editedAt() != null);
        assertThat(fold(opened(), sent(ALICE, MESSAGE_1), deleted(MESSAGE_1, 1, ALICE))
                        .last())
                .matches(last -> last.content().isEmpty()
                        && last.place().version() == 3
                        && last.times().deletedAt() != null);
    }

    @Test
    void aChangeToAnOlderMessageKeepsTheLastOne() {
        ChatDocument before = fold(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2));
        assertThat(fold(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2), edited(MESSAGE_1, 1, ALICE))
                        .last())
                .isEqualTo(before.last());
    }

    @Test
    void onlyMessagesMoveAChatUpTheList() {
        ChatDocument chat = fold(
                opened(),
                sent(ALICE, MESSAGE_1),
                delivered(BOB, 1),
                edited(MESSAGE_1, 1, ALICE),
                read(BOB, 1),
                hidden(BOB));
        assertThat(chat.progress().activeAt()).isEqualTo(START.plusSeconds(1));
        assertThat(chat.progress().updatedAt()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void aDealIsShownUntilAParticipantWithdraws() {
        assertThat(fold(opened()).deal()).isEqualTo(DealView.NONE);
        assertThat(fold(opened(), dealConfirmed(BOB, false)).deal()).isEqualTo(new DealView(List.of(BOB), null));
        assertThat(fold(opened(), dealConfirmed(BOB, false), dealConfirmed(ALICE, true))
                        .deal())
                .isEqualTo(new DealView(List.of(BOB, ALICE), START.plusSeconds(2)));
        assertThat(fold(opened(), dealConfirmed(BOB, false), dealConfirmed(ALICE, true), dealWithdrawn(BOB))
                        .deal())
                .isEqualTo(new DealView(List.of(ALICE), null));
    }

    @Test
    void aHiddenChatReappearsWithItsNextMessage() {
        assertThat(fold(opened(), hidden(BOB)).reader(BOB)).get().matches(Reader::hidden);
        assertThat(fold(opened(), hidden(BOB), sent(ALICE, MESSAGE_1)).reader(BOB))
                .get()
                .matches(r -> !r.hidden());
    }

    @Test
    void theNewestHundredChangesAreKeptWithTheirStart() {
        List<Past> past = new ArrayList<>(List.of(opened(), sent(ALICE, MESSAGE_1)));
        for (int i = 0; i < RecentChanges.MOST; i++) {
            past.add(edited(MESSAGE_1, 1, ALICE));
        }
        ChatDocument full = fold(past.toArray(Past[]::new));
        assertThat(full.changes().touched()).hasSize(RecentChanges.MOST).startsWith(new Touch(3, 1));
        assertThat(full.changes().completeAfter()).isZero();

        past.add(edited(MESSAGE_1, 1, ALICE));
        ChatDocument over = fold(past.toArray(Past[]::new));
        assertThat(over.changes().touched()).hasSize(RecentChanges.MOST).startsWith(new Touch(4, 1));
        assertThat(over.changes().completeAfter()).isEqualTo(3);
    }

    @Test
    void aChatThatOpensAgainIsABrokenLog() {
        ChatDocument chat = fold(opened());
        assertThatIllegalStateException()
                .isThrownBy(() -> chat.apply(opened().after(Chat.NONE), List.of(), new FoldedMessages()));
    }

    @Test
    void aDeletedMessageIsNotUnread() {
        ChatDocument chat =
                fold(opened(), sent(ALICE, MESSAGE_1), sent(ALICE, MESSAGE_2), deleted(MESSAGE_1, 1, ALICE));
        assertThat(unread(chat, BOB)).isEqualTo(1);
        assertThat(unread(chat, ALICE)).isZero();
    }

    @Test
    void readingAPartCountsLaterDeletionsOnce() {
        ChatDocument chat = fold(
                opened(),
                sent(ALICE, MESSAGE_1),
                sent(ALICE, MESSAGE_2),
                sent(ALICE, message(3)),
                deleted(MESSAGE_2, 2, ALICE),
                read(BOB, 1));
        assertThat(unread(chat, BOB)).isEqualTo(1);
    }

    /** A replay meets a store that holds the deletion already, when the log is still at the reading before it. */
    @Test
    void aLaterDeletionIsNotCountedTwice() {
        FoldedMessages stored = new FoldedMessages();
        List<ChatEvent> events = events(
                opened(),
                sent(ALICE, MESSAGE_1),
                sent(ALICE, MESSAGE_2),
                read(BOB, 1),
                deleted(MESSAGE_2, 2, ALICE),
                sent(ALICE, message(3)));
        events.forEach(event -> stored.happened(event, List.of()));
        ChatDocument chat = ChatDocument.of((ChatOpened) events.getFirst());
        for (ChatEvent event : events.subList(1, events.size())) {
            chat = chat.apply(event, List.of(), stored);
        }
        assertThat(unread(chat, BOB)).isEqualTo(1);
    }

    /**
     * For an edited message the store of an earlier version has the users that the edit is withheld from, not those of
     * the sending.
     */
    @Test
    void aDeletionLowersNoCountThatIsZero() {
        FoldedMessages forgotten = new FoldedMessages() {
            @Override
            public Collection<String> withheldWhenSent(UUID chatId, long seq) {
                return List.of();
            }
        };
        List<ChatEvent> events =
                events(opened(), sent(ALICE, MESSAGE_1), deleted(MESSAGE_1, 1, ALICE), sent(ALICE, MESSAGE_2));
        ChatOpened e = (ChatOpened) events.getFirst();
        ChatDocument group = ChatDocument.of(
                        new ChatOpened(e.chatId(), 1, ChatType.GROUP, e.participants(), "Bici", ALICE, START))
                .apply(events.get(1), List.of(BOB), forgotten)
                .apply(events.get(2), List.of(), forgotten);
        assertThat(unread(group, BOB)).isZero();
        assertThat(unread(group.apply(events.get(3), List.of(), forgotten), BOB))
                .isEqualTo(1);
    }

    @Test
    void deletingAnUnreadableMessageCountsNothing() {
        ChatDocument chat = fold(opened(), sent(ALICE, MESSAGE_1));
        MessageDeleted unknown = new MessageDeleted(chat.chatId(), 3, 2, MESSAGE_2, ALICE, START);
        assertThat(unread(chat.apply(unknown, List.of(), new FoldedMessages()), BOB))
                .isEqualTo(1);
    }

    /**
     * One client confirms message after message of a long chat: each is counted once, and not all that follow it each
     * time.
     */
    @Test
    void readingMessageAfterMessageCountsEachMessageOnce() {
        int many = 2_000;
        List<Past> past = new ArrayList<>(List.of(opened()));
        for (int i = 1; i <= many; i++) {
            past.add(sent(i % 3 == 0 ? ALICE : BOB, message(i)));
        }
        for (int i = 3; i <= many; i += 9) {
            past.add(deleted(message(i), i, ALICE));
        }
        FoldedMessages messages = new FoldedMessages();
        ChatDocument chat = null;
        List<ChatEvent> events = events(past.toArray(Past[]::new));
        for (ChatEvent event : events) {
            chat = next(chat, event, messages);
        }
        for (int upTo = 3; upTo <= many; upTo++) { // Before it are own messages, which are read.
            chat = next(chat, new MessagesRead(chat.chatId(), chat.version() + 1, BOB, upTo, START), messages);
            assertThat(unread(chat, BOB)).as("read up to %d", upTo).isEqualTo(messages.unread(BOB, upTo));
        }
        assertThat(messages.looked()).isLessThan(2 * many);
    }

    @Test
    void readingCountsTheShorterSideOfTheWatermark() {
        List<Past> past = new ArrayList<>(List.of(opened()));
        for (int i = 1; i <= 1_000; i++) {
            past.add(sent(i % 2 == 0 ? ALICE : BOB, message(i)));
        }
        FoldedMessages messages = new FoldedMessages();
        ChatDocument chat = null;
        for (ChatEvent event : events(past.toArray(Past[]::new))) {
            chat = next(chat, event, messages);
        }
        chat = next(chat, new MessagesRead(chat.chatId(), chat.version() + 1, BOB, 900, START), messages);
        assertThat(unread(chat, BOB)).isEqualTo(50);
        assertThat(messages.looked()).isEqualTo(100);
    }

    /**
     * Compared after every event with an independent count of others' messages after the read watermark that were not
     * deleted.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void unreadCountsOthersMessagesAfterTheWatermark(long seed) {
        FoldedMessages messages = new FoldedMessages();
        Map<UUID, Long> read = new HashMap<>();
        ChatDocument chat = null;
        for (ChatEvent event : RandomConversation.events(seed, 250)) {
            chat = next(chat, event, messages);
            if (event instanceof MessagesRead e) {
                read.put(e.userId(), e.upToSeq());
            } else if (event instanceof ReceiptsAdvanced e) {
                e.receipts().forEach(receipt -> read.put(receipt.userId(), receipt.readUpTo()));
            }
            for (Reader reader : chat.readers()) {
                assertThat(reader.unread(chat.seq()))
                        .as("%s after %s", reader, event)
                        .isEqualTo(messages.unread(reader.userId(), read.getOrDefault(reader.userId(), 0L)));
            }
        }
    }

    /** The read model and the decider fold equal events: their watermarks and numbers must agree. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theReadModelAgreesWithTheDecider(long seed) {
        FoldedMessages messages = new FoldedMessages();
        ChatDocument chat = null;
        Chat decided = Chat.NONE;
        for (ChatEvent event : RandomConversation.events(seed, 250)) {
            chat = next(chat, event, messages);
            decided = Chat.evolve(decided, event);
            Chat.Open open = (Chat.Open) decided;
            assertThat(chat.version()).isEqualTo(open.version());
            assertThat(chat.seq()).isEqualTo(open.seq());
            assertThat(chat.progress().updatedAt()).isEqualTo(open.updatedAt());
            assertThat(chat.deal())
                    .isEqualTo(
                            new DealView(open.deal().confirmedBy(), open.deal().agreedAt()));
            assertThat(chat.listing() == null ? null : chat.listing().version()).isEqualTo(open.listingVersion());
            for (Reader reader : chat.readers()) {
                assertThat(open.participant(reader.userId()))
                        .get()
                        .matches(p -> p.readUpTo() == reader.readUpTo()
                                && p.deliveredUpTo() == reader.deliveredUpTo()
                                && p.hidden() == reader.hidden()
                                && p.role() == reader.role()
                                && Objects.requireNonNullElse(p.arrangement(), Arrangement.NONE)
                                        .equals(new Arrangement(
                                                reader.membership().pinned(),
                                                reader.membership().archived(),
                                                reader.membership().labels())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyChangeSinceTheStatedVersionIsKept(long seed) {
        FoldedMessages messages = new FoldedMessages();
        List<Touch> all = new ArrayList<>();
        ChatDocument chat = null;
        for (ChatEvent event : RandomConversation.events(seed, 1_000)) {
            chat = next(chat, event, messages);
            switch (event) {
                case MessageEdited e -> all.add(new Touch(e.version(), e.seq()));
                case MessageDeleted e -> all.add(new Touch(e.version(), e.seq()));
                case OfferEvent e -> {
                    if (e instanceof OfferMade made && made.countersSeq() != null) {
                        all.add(new Touch(e.version(), made.countersSeq()));
                    }
                    all.add(new Touch(e.version(), e.seq()));
                }
                default -> {}
            }
            long after = chat.changes().completeAfter();
            assertThat(chat.changes().touched())
                    .hasSizeLessThanOrEqualTo(RecentChanges.MOST)
                    .isEqualTo(all.stream()
                            .filter(touch -> touch.version() > after)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStoredChatReadsAsItWas(long seed) {
        FoldedMessages messages = new FoldedMessages();
        ChatDocument chat = null;
        for (ChatEvent event : RandomConversation.events(seed, 100)) {
            chat = next(chat, event, messages);
            assertThat(ChatBson.readChat(ChatBson.write(chat))).isEqualTo(chat);
        }
    }

    /** The newest message shows the present state of its offer. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theNewestMessageFollowsItsOffer(long seed) {
        FoldedMessages messages = new FoldedMessages();
        MessageView expected = null;
        ChatDocument chat = null;
        for (ChatEvent event : RandomConversation.events(seed, 250)) {
            chat = next(chat, event, messages);
            if (event instanceof OfferEvent e && expected != null) {
                expected = expected.after(e);
                assertThat(chat.last()).isEqualTo(expected);
            } else {
                expected = chat.last();
            }
        }
    }

    private static ChatDocument fold(Past... past) {
        FoldedMessages messages = new FoldedMessages();
        ChatDocument document = null;
        for (ChatEvent event : events(past)) {
            document = next(document, event, messages);
        }
        return document;
    }

    private static List<ChatEvent> events(Past... past) {
        List<ChatEvent> events = new ArrayList<>();
        Chat chat = Chat.NONE;
        for (Past one : past) {
            events.add(one.after(chat));
            chat = Chat.evolve(chat, events.getLast());
        }
        return events;
    }

    private static ChatDocument next(ChatDocument chat, ChatEvent event, FoldedMessages messages) {
        messages.happened(event, List.of());
        return event instanceof ChatOpened opened ? ChatDocument.of(opened) : chat.apply(event, List.of(), messages);
    }

    private static long unread(ChatDocument chat, UUID user) {
        return chat.reader(user).orElseThrow().unread(chat.seq());
    }
}
