package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.Known;
import io.livemarket.chat.domain.Known.Answered;
import io.livemarket.chat.domain.Known.Message;
import io.livemarket.chat.domain.Screening;
import io.livemarket.events.Json;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Messages by id and by idempotency key, and blocks, in the partition's state stores; users and files, in the global ones; rules. */
final class MessageIndex implements Known {

    private static final String BY_ID = "m:";
    private static final String BY_KEY = "k:";

    private final KeyValueStore<String, byte[]> messages;
    private final ReadOnlyKeyValueStore<String, ?> users;
    private final ReadOnlyKeyValueStore<String, ?> files;
    private final BlockStore blocks;
    private final Screener screener;

    MessageIndex(KeyValueStore<String, byte[]> messages, ReadOnlyKeyValueStore<String, ?> users,
            ReadOnlyKeyValueStore<String, ?> files, BlockStore blocks, Screener screener) {
        this.messages = messages;
        this.users = users;
        this.files = files;
        this.blocks = blocks;
        this.screener = screener;
    }

    @Override
    public Optional<Message> message(UUID messageId) {
        return Optional.ofNullable(messages.get(BY_ID + messageId)).map(json -> Json.read(json, Message.class));
    }

    @Override
    public Optional<Answered> answered(UUID chatId, UUID senderId, String key) {
        return Optional.ofNullable(messages.get(answerKey(chatId, senderId, key)))
                .map(json -> Json.read(json, Answered.class));
    }

    @Override
    public boolean userExists(UUID userId) {
        return users.get(userId.toString()) != null;
    }

    @Override
    public Optional<SentFile> file(UUID fileId) {
        return Optional.ofNullable(GlobalValues.of(files, fileId.toString())).map(json -> Json.read(json, SentFile.class));
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

    void put(Message message) {
        messages.put(BY_ID + message.id(), Json.bytes(message));
    }

    void put(UUID chatId, UUID senderId, String key, Answered answered) {
        messages.put(answerKey(chatId, senderId, key), Json.bytes(answered));
    }

    private static String answerKey(UUID chatId, UUID senderId, String key) {
        return BY_KEY + chatId + ":" + senderId + ":" + key;
    }
}
