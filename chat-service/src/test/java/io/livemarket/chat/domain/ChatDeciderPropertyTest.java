package io.livemarket.chat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
import io.livemarket.chat.domain.RandomConversation.Turn;
import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferAccepted;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferEvent.OfferVoided;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The invariants of a chat, held over conversations in which anything may be asked for. A failure names its seed. */
class ChatDeciderPropertyTest {

    private static final int TURNS = 250;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void versionsAndPlacesHaveNoGaps(long seed) {
        long version = 0;
        long seq = 0;
        for (ChatEvent event : RandomConversation.events(seed, TURNS)) {
            version += event.counts() ? 1 : 0;
            assertThat(event.version()).isEqualTo(version);
            if (event instanceof MessageSent sent) {
                assertThat(sent.seq()).isEqualTo(++seq);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void watermarksOnlyRiseAndNeverPassTheEnd(long seed) {
        Map<UUID, Long> delivered = new HashMap<>();
        Map<UUID, Long> read = new HashMap<>();
        long seq = 0;
        for (ChatEvent event : RandomConversation.events(seed, TURNS)) {
            switch (event) {
                case MessageSent e -> seq = e.seq();
                case MessagesDelivered e -> {
                    assertThat(e.upToSeq()).isBetween(delivered.getOrDefault(e.userId(), 0L) + 1, seq);
                    delivered.put(e.userId(), e.upToSeq());
                }
                case MessagesRead e -> {
                    assertThat(e.upToSeq()).isBetween(read.getOrDefault(e.userId(), 0L) + 1, seq);
                    read.put(e.userId(), e.upToSeq());
                    delivered.merge(e.userId(), e.upToSeq(), Math::max);
                }
                default -> {}
            }
        }
    }

    /** Compared with an independent record of the last confirmations and withdrawals. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aDealIsAgreedExactlyWhileBothConfirmIt(long seed) {
        Set<UUID> saying = new HashSet<>();
        Chat chat = Chat.NONE;
        for (ChatEvent event : RandomConversation.events(seed, TURNS)) {
            chat = Chat.evolve(chat, event);
            switch (event) {
                case DealConfirmed e -> {
                    assertThat(saying.add(e.userId())).isTrue();
                    assertThat(e.agreed()).isEqualTo(saying.size() == 2);
                }
                case DealWithdrawn e -> assertThat(saying.remove(e.userId())).isTrue();
                default -> {}
            }
            Chat.Open open = (Chat.Open) chat;
            assertThat(open.deal().confirmedBy()).hasSameElementsAs(saying);
            assertThat(open.deal().agreed()).isEqualTo(saying.size() == 2);
        }
        assertThat(chat).matches(open -> ((Chat.Open) open).type() == ChatType.GROUP == (seed % 2 == 1));
    }

    /** Compared with an independent record of the offers' states. */
    @ParameterizedTest
    @MethodSource("seeds")
    void offersCloseOnceAndAProductHasOneOpen(long seed) {
        Map<UUID, UUID> open = new HashMap<>();
        Map<UUID, OfferEvent> accepted = new HashMap<>();
        Chat chat = Chat.NONE;
        for (ChatEvent event : RandomConversation.events(seed, TURNS)) {
            chat = Chat.evolve(chat, event);
            switch (event) {
                case OfferMade e -> {
                    if (e.counters() != null) {
                        assertThat(open.remove(e.counters())).isEqualTo(e.productId());
                    }
                    assertThat(open.values()).doesNotContain(e.productId());
                    open.put(e.offerId(), e.productId());
                    assertThat(e.sellerId()).isNotEqualTo(e.buyerId());
                }
                case OfferVoided e -> assertThat(accepted.remove(e.offerId())).isNotNull();
                case OfferEvent e -> {
                    assertThat(open.remove(e.offerId())).isNotNull();
                    if (e instanceof OfferAccepted) {
                        accepted.put(e.offerId(), e);
                    }
                }
                default -> {}
            }
            Offers offers = ((Chat.Open) chat).offersOrNone();
            assertThat(offers.open())
                    .extracting(Offers.OpenOffer::offerId)
                    .containsExactlyInAnyOrderElementsOf(open.keySet());
            assertThat(offers.agreed()).isEqualTo(accepted.size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void timesNeverGoBackThoughClocksDo(long seed) {
        Instant latest = Instant.MIN;
        for (ChatEvent event : RandomConversation.events(seed, TURNS)) {
            assertThat(event.occurredAt()).isAfterOrEqualTo(latest);
            latest = event.occurredAt();
        }
    }

    /**
     * Checked in both directions: no message changes that another participant has read, and any other message can be
     * changed by its sender.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void exactlyUnreadMessagesCanBeChangedByTheirSender(long seed) {
        Map<UUID, MessageSent> messages = new HashMap<>();
        Set<UUID> gone = new HashSet<>();
        Map<UUID, Long> read = new HashMap<>();
        for (Turn turn : RandomConversation.turns(seed, TURNS)) {
            UUID changed = switch (turn.command()) {
                case EditMessage e -> e.messageId();
                case DeleteMessage e -> e.messageId();
                default -> null;
            };
            if (changed != null) {
                MessageSent message = messages.get(changed);
                boolean allowed = message != null
                        && message.offerId() == null
                        && message.senderId().equals(turn.command().actorId())
                        && !gone.contains(changed)
                        && read.entrySet().stream()
                                .noneMatch(reader -> !reader.getKey().equals(message.senderId())
                                        && reader.getValue() >= message.seq());
                assertThat(turn.decision() instanceof Accepted).as("%s", turn).isEqualTo(allowed);
            }
            for (ChatEvent event : happened(turn)) {
                switch (event) {
                    case MessageSent e -> messages.put(e.id(), e);
                    case MessageDeleted e -> gone.add(e.id());
                    case MessagesRead e -> read.put(e.userId(), e.upToSeq());
                    case ReceiptsAdvanced e ->
                        e.receipts().forEach(receipt -> read.put(receipt.userId(), receipt.readUpTo()));
                    default -> {}
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneKeyOfOneSenderIsOneMessage(long seed) {
        record Key(UUID sender, String key) {}
        Map<Key, MessageSent> first = new HashMap<>();
        Set<UUID> gone = new HashSet<>();
        for (Turn turn : RandomConversation.turns(seed, TURNS)) {
            happened(turn).stream()
                    .filter(MessageDeleted.class::isInstance)
                    .forEach(event -> gone.add(((MessageDeleted) event).id()));
            if (!(turn.command() instanceof SendMessage send)
                    || send.clientMessageId() == null
                    || turn.decision() instanceof Rejected(ErrorCode reason, var _)
                            && reason != ErrorCode.IDEMPOTENCY_CONFLICT) {
                continue;
            }
            Key key = new Key(send.actorId(), send.clientMessageId());
            MessageSent known = first.get(key);
            if (known == null) {
                first.put(key, (MessageSent) happened(turn).getFirst());
            } else if (known.content().equals(send.content()) && Objects.equals(known.replyTo(), send.replyTo())) {
                assertThat(turn.decision())
                        .isEqualTo(new Unchanged(
                                turn.before().version(), gone.contains(known.id()) ? emptied(known) : known));
            } else {
                assertThat(turn.decision()).isEqualTo(new Rejected(ErrorCode.IDEMPOTENCY_CONFLICT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rejectionsAndUnchangedAnswersChangeNothing(long seed) {
        for (Turn turn : RandomConversation.turns(seed, TURNS)) {
            if (turn.decision() instanceof Unchanged unchanged) {
                assertThat(unchanged.version()).isEqualTo(turn.before().version());
            }
            ChatCommand command = turn.command();
            if (turn.before() instanceof Chat.Open open
                    && open.participant(command.actorId()).isEmpty()) {
                assertThat(turn.decision()).isEqualTo(new Rejected(ErrorCode.CHAT_NOT_FOUND));
            }
        }
    }

    /** The conversations are worth something: every kind of event and most refusals are in them. */
    @Test
    void theConversationsHoldWhatTheyAreToTest() {
        Set<Class<?>> events = new HashSet<>();
        Set<ErrorCode> refusals = new HashSet<>();
        for (Turn turn : seeds().boxed()
                .flatMap(seed -> RandomConversation.turns(seed, TURNS).stream())
                .toList()) {
            happened(turn).forEach(event -> events.add(event.getClass()));
            if (turn.decision() instanceof Rejected(ErrorCode reason, var _)) {
                refusals.add(reason);
            }
        }
        Set<Class<?>> all = new HashSet<>(EventTypes.of(ChatEvent.class).classes());
        // GroupDeciderPropertyTest has those of groups.
        all.removeAll(EventTypes.of(GroupEvent.class).classes());
        assertThat(events).containsExactlyInAnyOrderElementsOf(all);
        assertThat(refusals)
                .contains(
                        ErrorCode.CHAT_NOT_FOUND,
                        ErrorCode.ALREADY_READ,
                        ErrorCode.MESSAGE_DELETED,
                        ErrorCode.MESSAGE_NOT_FOUND,
                        ErrorCode.NOT_THE_SENDER,
                        ErrorCode.IDEMPOTENCY_CONFLICT,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.OFFER_OPEN,
                        ErrorCode.OFFER_CLOSED,
                        ErrorCode.OFFER_EXPIRED,
                        ErrorCode.NOT_YOUR_OFFER,
                        ErrorCode.OFFER_NOT_FOUND,
                        ErrorCode.PRODUCT_OF_ANOTHER,
                        ErrorCode.PRODUCT_NOT_FOUND);
    }

    private static MessageSent emptied(MessageSent e) {
        return new MessageSent(
                e.chatId(),
                e.version(),
                e.seq(),
                e.id(),
                e.senderId(),
                e.type(),
                "",
                null,
                null,
                e.replyTo(),
                e.clientMessageId(),
                e.createdAt());
    }

    private static List<ChatEvent> happened(Turn turn) {
        return turn.decision() instanceof Accepted(List<ChatEvent> events, var _) ? events : List.of();
    }
}
