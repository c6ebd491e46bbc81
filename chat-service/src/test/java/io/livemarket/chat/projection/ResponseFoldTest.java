package io.livemarket.chat.projection;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.chat.domain.OfferFixtures.BIKE;
import static io.livemarket.chat.domain.OfferFixtures.OFFER_1;
import static io.livemarket.chat.domain.OfferFixtures.PRICE;
import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.RandomConversation;
import io.livemarket.chat.projection.ResponseTimes.Answer;
import io.livemarket.chat.projection.ResponseTimes.Question;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferDeclined;
import io.livemarket.events.chat.OfferEvent.OfferExpired;
import io.livemarket.events.chat.OfferEvent.OfferWithdrawn;
import io.livemarket.events.chat.ParticipantRole;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The response times that a chat's read model has: BOB sells, ALICE asks. */
class ResponseFoldTest {

    private static final Subject LISTING = Subject.listing(BIKE);
    private static final UUID CHAT = Ids.privateChat(ALICE, BOB, LISTING);
    private static final FoldedMessages NONE_STORED = new FoldedMessages();

    private ChatDocument chat = opened(LISTING, ChatRole.BUYER, ChatRole.SELLER);

    private static ChatDocument opened(@Nullable Subject subject, ChatRole alice, ChatRole bob) {
        List<ParticipantRole> roles =
                subject == null ? null : List.of(new ParticipantRole(ALICE, alice), new ParticipantRole(BOB, bob));
        return ChatDocument.of(
                new ChatOpened(CHAT, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, START, subject, roles));
    }

    private static Instant second(int second) {
        return START.plusSeconds(second);
    }

    private void sent(UUID sender, int second, UUID... withheldFrom) {
        apply(message(sender, second), withheldFrom);
    }

    private MessageSent message(UUID sender, int second) {
        return messageSent(CHAT, chat.version() + 1, chat.seq() + 1, Ids.next(), sender)
                .at(second(second))
                .build();
    }

    private void deleted(long seq, UUID sender, int second) {
        apply(new MessageDeleted(CHAT, chat.version() + 1, seq, Ids.next(), sender, second(second)));
    }

    private void apply(ChatEvent event, UUID... withheldFrom) {
        chat = chat.apply(event, List.of(withheldFrom), NONE_STORED);
    }

    private ResponseTimes times() {
        return chat.reader(BOB).orElseThrow().membership().responses();
    }

    private List<Long> took() {
        return times().answers().stream().map(Answer::took).toList();
    }

    @Test
    void theSellersNextMessageAnswersTheFirstQuestion() {
        sent(ALICE, 10);
        sent(ALICE, 50);
        sent(BOB, 70);
        assertThat(took()).containsExactly(60_000L);
        assertThat(chat.reader(ALICE).orElseThrow().membership().responses()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void theSellersOwnFirstMessageIsNoResponse() {
        sent(BOB, 5);
        sent(BOB, 7);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void chatsWithoutASellerAndABuyerHaveNoTimes() {
        for (ChatDocument plain : List.of(
                opened(null, ChatRole.MEMBER, ChatRole.MEMBER),
                opened(new Subject("order", "7"), ChatRole.MEMBER, ChatRole.MEMBER),
                opened(LISTING, ChatRole.SUPPORT, ChatRole.SELLER))) {
            chat = plain;
            sent(ALICE, 1);
            sent(BOB, 2);
            assertThat(times()).isEqualTo(ResponseTimes.NONE);
            assertThat(ChatBson.write(chat).getList("readers", Document.class))
                    .allSatisfy(reader -> assertThat(reader).doesNotContainKeys("asked", "answers"));
        }
    }

    @Test
    void aMessageOfTheMarketplaceNeitherAsksNorAnswers() {
        apply(ofTheMarketplace(1));
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
        sent(ALICE, 10);
        apply(ofTheMarketplace(20));
        sent(BOB, 40);
        assertThat(took()).containsExactly(30_000L);
    }

    private MessageSent ofTheMarketplace(int second) {
        MessageSent plain = message(MALLORY, second);
        return new MessageSent(
                plain.chatId(),
                plain.version(),
                plain.seq(),
                plain.id(),
                plain.senderId(),
                plain.type(),
                plain.content(),
                null,
                null,
                null,
                null,
                plain.createdAt(),
                null,
                null,
                null,
                Boolean.TRUE,
                null);
    }

    @Test
    void aMessageThatTheSellerDoesNotGetAsksNothing() {
        sent(ALICE, 10, BOB);
        sent(BOB, 20);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void anUndeliveredAnswerEndsTheWait() {
        sent(ALICE, 10);
        sent(BOB, 20, ALICE);
        sent(BOB, 500);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void aQuestionThatIsDeletedWasNone() {
        sent(ALICE, 10);
        deleted(1, ALICE, 15);
        sent(BOB, 20);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void afterADeletionTheNewestMessageIsTheQuestion() {
        sent(ALICE, 10);
        sent(ALICE, 20);
        sent(ALICE, 30);
        deleted(2, ALICE, 31);
        assertThat(times().question()).isEqualTo(new Question(1, second(10).toEpochMilli()));
        deleted(1, ALICE, 32);
        sent(BOB, 40);
        assertThat(took()).containsExactly(10_000L);
    }

    @Test
    void aDeletedOrWithheldNewestMessageIsNoQuestion() {
        sent(ALICE, 10);
        sent(ALICE, 20);
        deleted(2, ALICE, 31);
        deleted(1, ALICE, 32);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
        sent(ALICE, 40);
        sent(ALICE, 50, BOB);
        deleted(3, ALICE, 60);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
    }

    @Test
    void anAcceptedOrDeclinedOfferIsAnAnswer() {
        ChatDocument empty = chat;
        for (UUID actor : List.of(BOB, ALICE)) {
            for (boolean accept : new boolean[] {true, false}) {
                chat = empty;
                sent(ALICE, 10);
                apply(accept ? accepted(actor, 25) : declined(actor, 25));
                assertThat(took()).isEqualTo(actor.equals(BOB) ? List.of(15_000L) : List.of());
            }
        }
    }

    private OfferEvent accepted(UUID actor, int second) {
        return new OfferAccepted(
                CHAT, chat.version() + 1, OFFER_1, BIKE, actor, BOB, ALICE, PRICE, Ids.next(), 1, second(second));
    }

    private OfferEvent declined(UUID actor, int second) {
        return new OfferDeclined(CHAT, chat.version() + 1, OFFER_1, actor, Ids.next(), 1, second(second));
    }

    @Test
    void offersThatEndByThemselvesAreNoAnswer() {
        sent(ALICE, 10);
        apply(new OfferExpired(CHAT, chat.version() + 1, OFFER_1, Ids.next(), 1, second(20)));
        apply(new OfferWithdrawn(CHAT, chat.version() + 1, OFFER_1, BOB, Ids.next(), 1, second(30)));
        assertThat(took()).isEmpty();
        assertThat(times().question()).isNotNull();
    }

    @Test
    void formerDocumentsHaveNoTimesUntilTheNextQuestion() {
        sent(ALICE, 10);
        Document stored = ChatBson.write(chat);
        stored.getList("readers", Document.class).forEach(reader -> reader.remove("asked"));
        chat = ChatBson.readChat(stored);
        sent(BOB, 20);
        assertThat(times()).isEqualTo(ResponseTimes.NONE);
        sent(ALICE, 30);
        sent(BOB, 35);
        assertThat(took()).containsExactly(5_000L);
    }

    static LongStream seeds() {
        return LongStream.iterate(4, seed -> seed + 4).limit(15);
    }

    /** Whether a document was stored and read between two events must not show in it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theTimesDependOnTheEventsAlone(long seed) {
        FoldedMessages messages = new FoldedMessages();
        ChatDocument kept = null;
        ChatDocument stored = null;
        for (ChatEvent event : RandomConversation.events(seed, 250)) {
            messages.happened(event, List.of());
            kept = next(kept, event, messages);
            stored = ChatBson.readChat(ChatBson.write(next(stored, event, messages)));
            assertThat(stored.reader(BOB).orElseThrow().membership())
                    .isEqualTo(kept.reader(BOB).orElseThrow().membership());
        }
        assertThat(kept.reader(BOB).orElseThrow().membership().responses().isEmpty())
                .isFalse();
    }

    private static ChatDocument next(@Nullable ChatDocument before, ChatEvent event, FoldedMessages messages) {
        return before == null ? ChatDocument.of((ChatOpened) event) : before.apply(event, List.of(), messages);
    }
}
