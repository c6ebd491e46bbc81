package io.livemarket.chat.domain;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static io.livemarket.testkit.SendMessageBuilder.sendMessage;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
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
import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** People, chats, commands and events that tests speak of. */
public final class ChatFixtures {

    public static final UUID ALICE = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    public static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    public static final UUID CAROL = UUID.fromString("00000000-0000-7000-8000-00000000000c");
    /** Registered, and in none of the chats. */
    public static final UUID MALLORY = UUID.fromString("00000000-0000-7000-8000-00000000000d");
    /** The id of an unregistered user. */
    public static final UUID NOBODY = UUID.fromString("00000000-0000-7000-8000-0000000000ff");

    public static final UUID PRIVATE = Ids.privateChat(ALICE, BOB);
    public static final UUID GROUP = UUID.fromString("00000000-0000-7000-8000-000000000100");
    public static final UUID MESSAGE_1 = message(1);
    public static final UUID MESSAGE_2 = message(2);
    public static final UUID MESSAGE_3 = message(3);
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** The default time of commands, later than every given event. */
    public static final Instant NOW = START.plusSeconds(3_600);

    private ChatFixtures() {}

    /** Something that happened, with the next version, {@code seq} and second. */
    @FunctionalInterface
    public interface Past {
        ChatEvent after(Chat chat);
    }

    public static UUID message(int n) {
        return UUID.fromString("00000000-0000-7000-9000-%012x".formatted(n));
    }

    /** A further user. */
    public static UUID member(int n) {
        return UUID.fromString("00000000-0000-7000-8100-%012x".formatted(n));
    }

    // Past events

    public static Past opened() {
        return _ -> new ChatOpened(PRIVATE, 1, ChatType.PRIVATE, List.of(ALICE, BOB), null, ALICE, START);
    }

    public static Past openedGroup(UUID... members) {
        return _ -> new ChatOpened(GROUP, 1, ChatType.GROUP, List.of(members), "Bici", members[0], START);
    }

    public static Past sent(UUID sender, UUID message) {
        return sent(sender, message, null);
    }

    public static Past sent(UUID sender, UUID message, String key) {
        return in((chat, version, at) -> messageSent(chat.chatId(), version, chat.seq() + 1, message, sender)
                .key(key)
                .at(at)
                .build());
    }

    public static Past edited(UUID message, long seq, UUID sender) {
        return in((chat, version, at) ->
                new MessageEdited(chat.chatId(), version, seq, message, sender, "hola de nuevo", at));
    }

    public static Past deleted(UUID message, long seq, UUID sender) {
        return in((chat, version, at) -> new MessageDeleted(chat.chatId(), version, seq, message, sender, at));
    }

    public static Past delivered(UUID user, long upTo) {
        return in((chat, version, at) -> new MessagesDelivered(chat.chatId(), version, user, upTo, at));
    }

    public static Past read(UUID user, long upTo) {
        return in((chat, version, at) -> new MessagesRead(chat.chatId(), version, user, upTo, at));
    }

    public static Past dealConfirmed(UUID user, boolean agreed) {
        return in((chat, version, at) -> new DealConfirmed(chat.chatId(), version, user, agreed, at));
    }

    public static Past dealWithdrawn(UUID user) {
        return in((chat, version, at) -> new DealWithdrawn(chat.chatId(), version, user, at));
    }

    public static Past hidden(UUID user) {
        return in((chat, _, at) -> new ChatHidden(chat.chatId(), chat.version(), user, at));
    }

    public static Past arranged(UUID user, boolean pinned, boolean archived, List<String> labels) {
        return in((chat, _, at) -> new ChatArranged(chat.chatId(), chat.version(), user, pinned, archived, labels, at));
    }

    public static Past warned(UUID message, long seq, UUID sender, String... codes) {
        return in((chat, _, at) ->
                new MessageWarned(chat.chatId(), chat.version(), seq, message, sender, List.of(codes), at));
    }

    private interface InChat {
        ChatEvent next(Open chat, long version, Instant at);
    }

    private static Past in(InChat event) {
        return chat -> {
            Open open = (Open) chat;
            return event.next(open, open.version() + 1, open.updatedAt().plusSeconds(1));
        };
    }

    // Commands

    public static OpenChat openPrivate(UUID actor, UUID other) {
        return new OpenChat(Ids.privateChat(actor, other), actor, ChatType.PRIVATE, List.of(actor, other), null, NOW);
    }

    public static OpenChat openGroup(UUID actor, String name, List<UUID> participants) {
        return new OpenChat(GROUP, actor, ChatType.GROUP, participants, name, NOW);
    }

    public static SendMessage send(UUID actor, UUID message) {
        return send(PRIVATE, actor, message, "hola", null);
    }

    public static SendMessage send(UUID chat, UUID actor, UUID message, String content, String key) {
        return sendMessage(chat, actor, message)
                .content(content)
                .key(key)
                .at(NOW)
                .build();
    }

    public static SendMessage sendTo(UUID actor, UUID to, UUID message) {
        return sendMessage(Ids.privateChat(actor, to), actor, message)
                .to(to)
                .at(NOW)
                .build();
    }

    /** The first message of a private chat: a picture without a caption, of a file that the client names alone. */
    public static SendMessage sendImageTo(UUID actor, UUID to, UUID message, UUID file) {
        return sendMessage(Ids.privateChat(actor, to), actor, message)
                .to(to)
                .type(MessageType.IMAGE)
                .content(null)
                .attachments(List.of(new Attachment(file, "?", "?", null)))
                .at(NOW)
                .build();
    }

    public static SendMessage replying(SendMessage send, UUID replyTo) {
        return new SendMessage(
                send.chatId(),
                send.actorId(),
                send.to(),
                send.messageId(),
                send.type(),
                send.content(),
                send.attachments(),
                send.productId(),
                replyTo,
                send.clientMessageId(),
                send.requestedAt());
    }

    public static EditMessage edit(UUID actor, UUID message) {
        return new EditMessage(PRIVATE, actor, message, "adiós", NOW);
    }

    public static DeleteMessage delete(UUID actor, UUID message) {
        return new DeleteMessage(PRIVATE, actor, message, NOW);
    }

    public static MarkDelivered markDelivered(UUID actor, long upTo) {
        return new MarkDelivered(PRIVATE, actor, upTo, null, NOW);
    }

    public static MarkRead markRead(UUID actor, long upTo) {
        return new MarkRead(PRIVATE, actor, upTo, null, NOW);
    }

    public static ConfirmDeal confirmDeal(UUID actor) {
        return new ConfirmDeal(PRIVATE, actor, NOW);
    }

    public static WithdrawDeal withdrawDeal(UUID actor) {
        return new WithdrawDeal(PRIVATE, actor, NOW);
    }

    public static ArrangeChat arrange(UUID actor, Boolean pinned, Boolean archived, List<String> labels) {
        return new ArrangeChat(PRIVATE, actor, pinned, archived, labels, NOW);
    }

    public static HideChat hide(UUID actor) {
        return new HideChat(PRIVATE, actor, NOW);
    }
}
