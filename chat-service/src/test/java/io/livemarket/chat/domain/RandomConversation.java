package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;

import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.ArrangeChat;
import io.livemarket.events.chat.ChatCommand.ConfirmDeal;
import io.livemarket.events.chat.ChatCommand.DeleteMessage;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.HideChat;
import io.livemarket.events.chat.ChatCommand.MarkDelivered;
import io.livemarket.events.chat.ChatCommand.MarkRead;
import io.livemarket.events.chat.ChatCommand.OpenChat;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatCommand.WithdrawDeal;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.ListingCommand.ShowListing;
import io.livemarket.events.chat.OfferCommand.AcceptOffer;
import io.livemarket.events.chat.OfferCommand.CounterOffer;
import io.livemarket.events.chat.OfferCommand.DeclineOffer;
import io.livemarket.events.chat.OfferCommand.MakeOffer;
import io.livemarket.events.chat.OfferCommand.VoidOffer;
import io.livemarket.events.chat.OfferCommand.WithdrawOffer;
import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.chat.Receipt;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.chat.VoidReason;
import io.livemarket.events.money.Money;
import io.livemarket.events.products.ProductState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat with random commands, valid and invalid ones, and with clocks that differ. Equal seeds give equal
 * conversations.
 */
public final class RandomConversation {

    /** One command with the chat before it and its decision. */
    public record Turn(Chat before, ChatCommand command, Decision decision) {}

    private static final UUID LISTED = OfferFixtures.product(1);
    private static final List<UUID> PEOPLE = List.of(ALICE, BOB, CAROL, MALLORY);

    /** The participants of a large group who never act. */
    private static final List<UUID> QUIET = IntStream.range(0, Receipt.SMALL_GROUP)
            .mapToObj(ChatFixtures::member)
            .toList();

    private static final Set<UUID> EVERYBODY =
            Stream.of(PEOPLE, QUIET).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

    private final Random random;
    private final InMemoryChatLookups memory = new InMemoryChatLookups(EVERYBODY);
    private final List<UUID> messages = new ArrayList<>();
    private final List<UUID> offers = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    /** Two people with an even seed, else a group; a large one with every fourth seed. */
    private final boolean pair;
    /** The listing that every second pair's chat is about, which BOB sells; absent in the other chats. */
    private final @Nullable Subject subject;

    private final UUID chatId;
    private Chat chat = Chat.NONE;

    private RandomConversation(long seed) {
        this.random = new Random(seed);
        this.pair = seed % 2 == 0;
        this.subject = seed % 4 == 0 ? Subject.listing(LISTED) : null;
        this.chatId = pair ? Ids.privateChat(ALICE, BOB, subject) : GROUP;
        for (int i = 0; i < 3; i++) {
            memory.listed(OfferFixtures.product(i), OfferFixtures.listed(PEOPLE.get(i), ProductState.AVAILABLE));
        }
    }

    /** Every turn of a conversation of that many. */
    public static List<Turn> turns(long seed, int count) {
        RandomConversation conversation = new RandomConversation(seed);
        conversation.ask(
                conversation.pair
                        ? new OpenChat(
                                conversation.chatId,
                                ALICE,
                                ChatType.PRIVATE,
                                List.of(ALICE, BOB),
                                null,
                                START,
                                conversation.subject)
                        : new OpenChat(GROUP, ALICE, ChatType.GROUP, members(seed % 4 == 1), "Bici", START));
        while (conversation.turns.size() < count) {
            conversation.letOffersExpire();
            conversation.ask(conversation.anything());
        }
        return List.copyOf(conversation.turns);
    }

    /** The turns of a conversation of this length. */
    public static List<ChatEvent> events(long seed, int count) {
        return turns(seed, count).stream()
                .flatMap(turn -> turn.decision() instanceof Accepted accepted ? accepted.events().stream() : null)
                .toList();
    }

    private void ask(ChatCommand command) {
        Decision decided = ChatDecider.decide(chat, command, memory);
        Decision decision = GroupReceipts.gathers(chat, decided) ? gathered((Accepted) decided) : decided;
        turns.add(new Turn(chat, command, decision));
        if (decision instanceof Accepted(List<ChatEvent> events, var _)) {
            for (ChatEvent event : events) {
                chat = Chat.evolve(chat, event);
                memory.remember(command, event);
            }
        }
    }

    /** The receipt of a large group as its event of its own. */
    private Decision gathered(Accepted receipt) {
        return new Accepted(List.copyOf(GroupReceipts.of((Chat.Open) chat, receipt.events(), memory)));
    }

    private static List<UUID> members(boolean large) {
        List<UUID> members = new ArrayList<>(List.of(ALICE, BOB, CAROL));
        members.addAll(large ? QUIET : List.of());
        return members;
    }

    private ChatCommand anything() {
        // Sometimes the actor is a stranger, or the message does not exist.
        UUID actor = PEOPLE.get(random.nextInt(20) == 0 ? 3 : random.nextInt(pair ? 2 : 3));
        Instant at = START.plusSeconds(10L * turns.size() + random.nextInt(-60, 60));
        return switch (random.nextInt(25)) {
            case 0, 1, 2, 3 -> send(actor, at);
            case 4, 5 -> new EditMessage(chatId, actor, anyMessage(), "texto " + turns.size(), at);
            case 6 -> new DeleteMessage(chatId, actor, anyMessage(), at);
            case 7, 8 -> new MarkDelivered(chatId, actor, anySeq(), null, at);
            case 9 -> new MarkRead(chatId, actor, anySeq(), null, at);
            case 10 -> new MarkRead(chatId, actor, null, anyMessage(), at);
            case 11 -> new ConfirmDeal(chatId, actor, at);
            case 12 -> random.nextBoolean() ? new ConfirmDeal(chatId, actor, at) : new WithdrawDeal(chatId, actor, at);
            case 13 -> new HideChat(chatId, actor, at);
            case 20, 21 -> arrange(actor, at);
            case 22, 24 -> showListing(at);
            case 23 -> new WarnMessage(chatId, actor, anyMessage(), "mass_message", at);
            case 14, 15 -> new MakeOffer(chatId, actor, OfferFixtures.product(random.nextInt(4)), terms(actor), at);
            case 16 -> new CounterOffer(chatId, actor, anyOffer(), terms(actor), at);
            case 17 -> new AcceptOffer(chatId, actor, anyOffer(), at);
            case 18 ->
                random.nextBoolean()
                        ? new DeclineOffer(chatId, actor, anyOffer(), at)
                        : new WithdrawOffer(chatId, actor, anyOffer(), at);
            default -> new VoidOffer(chatId, actor, anyOffer(), VoidReason.RESERVED_ELSEWHERE, at);
        };
    }

    /** New terms, or those of an earlier offer again; keys of offers are others than those of messages. */
    private OfferTerms terms(UUID actor) {
        String key = random.nextBoolean() ? null : "offer-" + random.nextInt(20);
        UUID id = key == null ? OfferFixtures.offer(turns.size()) : OfferTerms.offerId(chatId, actor, key);
        offers.add(id);
        return new OfferTerms(
                id,
                ChatFixtures.message(turns.size()),
                random.nextBoolean() ? OfferFixtures.PRICE : OfferFixtures.MORE,
                60L + 60 * random.nextInt(3),
                key);
    }

    private UUID anyOffer() {
        int newest = offers.size() - 1;
        return newest < 0 || random.nextInt(20) == 0
                ? ChatFixtures.NOBODY
                : offers.get(Math.max(0, newest - random.nextInt(4)));
    }

    /** Expires the offers whose time is over, as chat-service does without a command. */
    private void letOffersExpire() {
        if (!(chat instanceof Chat.Open open)) {
            return;
        }
        Instant now = START.plusSeconds(10L * turns.size());
        for (Offers.OpenOffer each : open.offersOrNone().open()) {
            Offer offer = memory.offer(each.offerId()).orElseThrow();
            if (offer.isOver(now)) {
                expire(offer, now);
            }
        }
    }

    private void expire(Offer offer, Instant now) {
        ChatEvent event = OfferDecider.expired((Chat.Open) chat, offer, now);
        ChatCommand none = new VoidOffer(
                chatId, offer.made().sellerId(), offer.made().offerId(), VoidReason.RESERVED_ELSEWHERE, now);
        turns.add(new Turn(chat, none, new Accepted(List.of(event))));
        chat = Chat.evolve(chat, event);
        memory.remember(none, event);
    }

    /** A change of a product, mostly of the one that the chat is about; some are late. */
    private ShowListing showListing(Instant at) {
        int n = random.nextInt(8) == 0 ? 0 : 1;
        Money price = random.nextBoolean() ? OfferFixtures.PRICE : OfferFixtures.MORE;
        UUID product = OfferFixtures.product(n);
        memory.listed(product, new ListedProduct(PEOPLE.get(n), ProductState.AVAILABLE, price, "Bici"));
        long version = Math.max(2, turns.size() - random.nextInt(20));
        return new ShowListing(chatId, PEOPLE.get(n), product, version, ProductState.AVAILABLE, price, at);
    }

    private ArrangeChat arrange(UUID actor, Instant at) {
        return new ArrangeChat(
                chatId,
                actor,
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextBoolean() ? null : List.of("mesas", "por enviar").subList(0, random.nextInt(3)),
                at);
    }

    private SendMessage send(UUID actor, Instant at) {
        UUID id = ChatFixtures.message(turns.size());
        messages.add(id);
        String key = random.nextBoolean() ? null : "key-" + random.nextInt(20);
        return sendMessage(chatId, actor, id)
                .content((random.nextInt(8) == 0 ? "checkout " : "hola ") + random.nextInt(2))
                .replyTo(random.nextInt(4) == 0 ? anyMessage() : null)
                .productId(random.nextInt(4) == 0 ? OfferFixtures.product(random.nextInt(4)) : null)
                .key(key)
                .at(at)
                .build();
    }

    /** Mostly one of the newest: older ones are read, and then nothing happens to them any more. */
    private UUID anyMessage() {
        int newest = messages.size() - 1;
        return newest < 0 || random.nextInt(20) == 0
                ? ChatFixtures.NOBODY
                : messages.get(Math.max(0, newest - random.nextInt(8)));
    }

    private long anySeq() {
        long seq = chat instanceof Chat.Open open ? open.seq() : 0;
        return seq + 2 - random.nextInt(10);
    }
}
