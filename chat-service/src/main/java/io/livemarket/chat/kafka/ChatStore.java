package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.Json;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;

/** Chats in the partition's state store. */
final class ChatStore {

    private final KeyValueStore<String, byte[]> chats;

    ChatStore(KeyValueStore<String, byte[]> chats) {
        this.chats = chats;
    }

    Chat get(UUID chatId) {
        byte[] json = chats.get(chatId.toString());
        return json == null ? Chat.NONE : Json.read(json, Open.class);
    }

    void put(Chat chat) {
        if (chat instanceof Open open) {
            chats.put(open.chatId().toString(), Json.bytes(open));
        }
    }
}
