package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.CAROL;
import static io.livemarket.chat.domain.ChatFixtures.GROUP;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.START;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;

import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.events.chat.ChatCommand;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A chat with random commands, valid and invalid ones, and with clocks that differ. Equal seeds give equal
 * conversations.
 */
public final class RandomConversation {

    /** One command with the chat before it and its decision. */
    public record Turn(Chat before, ChatCommand command, Decision decision) {}

    private static final List<UUID> PEOPLE = List.of(ALICE, BOB, CAROL, MALLORY);

    private final Random random;
    private final InMemoryChatLookups memory = new InMemoryChatLookups(Set.copyOf(PEOPLE));
    private final List<UUID> messages = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    /** Two people with an even seed, else a group. */
    private final boolean pair;

    private final UUID chatId;
    private Chat chat = Chat.NONE;

    private RandomConversation(long seed) {
        this.random = new Random(seed);
        this.pair = seed % 2 == 0;
        this.chatId = pair ? PRIVATE : GROUP;
    }

    /** Every turn of a conversation of that many. */
    public static List<Turn> turns(long seed, int count) {
        RandomConversation conversation = new RandomConversation(seed);
        conversation.ask(
                conversation.pair
                        ? new OpenChat(PRIVATE, ALICE, ChatType.PRIVATE, List.of(ALICE, BOB), null, START)
                        : new OpenChat(GROUP, ALICE, ChatType.GROUP, List.of(ALICE, BOB, CAROL), "Bici", START));
        while (conversation.turns.size() < count) {
            conversation.ask(conversation.anything());
        }
        return List.copyOf(conversation.turns);
    }

    /** The turns of a conversation of this length. */
    public static List<ChatEvent> events(long seed, int count) {
        return turns(seed, count).stream()
                .flatMap(turn ->
                        turn.decision() instanceof Accepted(List<ChatEvent> events, var _) ? events.stream() : null)
                .toList();
    }

    private void ask(ChatCommand command) {
        Decision decision = ChatDecider.decide(chat, command, memory);
        turns.add(new Turn(chat, command, decision));
        if (decision instanceof Accepted(List<ChatEvent> events, var _)) {
            for (ChatEvent event : events) {
                chat = Chat.evolve(chat, event);
                memory.remember(command, event);
            }
        }
    }

    private ChatCommand anything() {
        // Sometimes the actor is a stranger, or the message does not exist.
        UUID actor = PEOPLE.get(random.nextInt(20) == 0 ? 3 : random.nextInt(pair ? 2 : 3));
        Instant at = START.plusSeconds(10L * turns.size() + random.nextInt(-60, 60));
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> send(actor, at);
            case 4, 5 -> new EditMessage(chatId, actor, anyMessage(), "texto " + turns.size(), at);
            case 6 -> new DeleteMessage(chatId, actor, anyMessage(), at);
            case 7, 8 -> new MarkDelivered(chatId, actor, anySeq(), null, at);
            case 9 -> new MarkRead(chatId, actor, anySeq(), null, at);
            case 10 -> new MarkRead(chatId, actor, null, anyMessage(), at);
            case 11 -> new ConfirmDeal(chatId, actor, at);
            case 12 -> random.nextBoolean() ? new ConfirmDeal(chatId, actor, at) : new WithdrawDeal(chatId, actor, at);
            default -> new HideChat(chatId, actor, at);
        };
    }

    private SendMessage send(UUID actor, Instant at) {
        UUID id = ChatFixtures.message(turns.size());
        messages.add(id);
        String key = random.nextBoolean() ? null : "key-" + random.nextInt(20);
        return sendMessage(chatId, actor, id)
                .content("hola " + random.nextInt(2))
                .replyTo(random.nextInt(4) == 0 ? anyMessage() : null)
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
