package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.Known;
import io.livemarket.chat.domain.Screening;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The state of one partition: chats, messages and first answers, which are the fold of its events, and two kinds that
 * no event holds: blocks, and the digests of requests whose words were masked. An entry of a message stays for good;
 * its answer does not ({@link KeptAnswers}).
 */
final class ChatState implements Known {

    private static final int CHATS_KEPT = 4_096;
    private static final int BLOCKS_KEPT = 4_096;
    private static final ValueCodec<Integer> FLAGS = new ValueCodec<>(flags -> new byte[] {flags.byteValue()}, bytes ->
            (int) ByteBuffer.wrap(bytes).get());

    private final Entries<Chat.Open> chats;
    private final Entries<Message> messages;
    private final KeptAnswers answers;
    private final Blocks blocks;
    private final ReferenceData reference;
    private final Screener screener;

    /** @param answersKept how long the answer to an idempotency key is kept */
    ChatState(PartitionState state, ReferenceData reference, Screener screener, Duration answersKept) {
        this.chats = state.derived("chat:", ValueCodec.json(Chat.Open.class), CHATS_KEPT);
        this.messages = state.derived("message:", ValueCodec.json(Message.class), 0);
        this.answers = new KeptAnswers(state, answersKept);
        this.blocks = new Blocks(state.journaled("block:", FLAGS, BLOCKS_KEPT));
        this.reference = reference;
        this.screener = screener;
    }

    Chat chat(UUID chatId) {
        return chats.get(chatId.toString()).<Chat>map(open -> open).orElse(Chat.NONE);
    }

    Blocks blockList() {
        return blocks;
    }

    /**
     * Stages what an event changes; returns its chat afterwards. An event that the state holds already changes nothing.
     */
    Chat apply(ChatEvent event) {
        Chat before = chat(event.chatId());
        boolean counts = !(event instanceof ChatEvent.ChatHidden);
        if (counts ? event.version() <= before.version() : event.version() < before.version()) {
            return before;
        }
        Chat after = Chat.evolve(before, event);
        put(after);
        switch (event) {
            case ChatEvent.MessageSent e -> {
                put(new Message(e.chatId(), e.id(), e.senderId(), e.seq()));
                answers.keep(e);
            }
            case ChatEvent.MessageDeleted e ->
                put(new Message(e.chatId(), e.id(), e.senderId(), e.seq(), true, e.deletedAt()));
            case ChatEvent.ChatOpened _,
                    ChatEvent.MessageEdited _,
                    ChatEvent.MessagesDelivered _,
                    ChatEvent.MessagesRead _,
                    ChatEvent.DealConfirmed _,
                    ChatEvent.DealWithdrawn _,
                    ChatEvent.ChatHidden _ -> {}
        }
        return after;
    }

    /** Stages a change whose type this version does not know. */
    void applyUnknown(UUID chatId, long version) {
        put(Chat.evolveUnknown(chat(chatId), version));
    }

    /** Keeps what was asked for before words of it were masked, so that a repeat can be compared with it. */
    void keepDigest(UUID messageId, String digest) {
        answers.keepDigest(messageId, digest);
    }

    /** Keeps a digest that an earlier version had kept. */
    void restoreDigest(UUID messageId, String digest) {
        answers.restoreDigest(messageId, digest);
    }

    private void put(Chat chat) {
        if (chat instanceof Chat.Open open) {
            chats.put(open.chatId().toString(), open);
        }
    }

    private void put(Message message) {
        messages.put(message.id().toString(), message);
    }

    @Override
    public Optional<Message> message(UUID messageId) {
        return messages.get(messageId.toString());
    }

    @Override
    public boolean isUsed(UUID chatId, UUID senderId, String key) {
        return answers.isUsed(chatId, senderId, key);
    }

    @Override
    public Optional<Answered> answered(UUID chatId, UUID senderId, String key) {
        return answers.answered(chatId, senderId, key);
    }

    @Override
    public boolean userExists(UUID userId) {
        return reference.userExists(userId);
    }

    @Override
    public boolean userDeleted(UUID userId) {
        return reference.userDeleted(userId);
    }

    @Override
    public Optional<SentFile> file(UUID fileId) {
        return reference.file(fileId);
    }

    @Override
    public boolean blockBetween(UUID one, UUID other) {
        return blocks.between(one, other);
    }

    @Override
    public boolean blocks(UUID blocker, UUID other) {
        return blocks.has(blocker, other);
    }

    @Override
    public Screening screen(String content, boolean afterDeal) {
        return screener.screen(content, afterDeal);
    }
}
