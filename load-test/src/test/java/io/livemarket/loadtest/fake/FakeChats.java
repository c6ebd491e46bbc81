package io.livemarket.loadtest.fake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The chats of a fake server: messages by sequence, and what was confirmed. For one thread. */
final class FakeChats {

    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, Chat> chats = new HashMap<>();

    static final class Chat {
        final String id;
        final List<String> users;
        final List<ObjectNode> messages = new ArrayList<>();
        final Map<String, ObjectNode> byClientId = new HashMap<>();
        final Map<String, Integer> confirmed = new HashMap<>();

        Chat(String id, List<String> users) {
            this.id = id;
            this.users = users;
        }

        String other(String user) {
            return users.get(0).equals(user) ? users.get(1) : users.get(0);
        }

        List<String> others(String user) {
            return users.stream().filter(each -> !each.equals(user)).toList();
        }

        /** What the user lacks: written by the other and not confirmed. */
        List<ObjectNode> missedBy(String user) {
            return messages.stream()
                    .skip(confirmed.getOrDefault(user, 0))
                    .filter(message -> !message.path("senderId").asString().equals(user))
                    .toList();
        }
    }

    Chat find(JsonNode address, String sender) {
        if (address.has("chatId")) {
            return chats.get(address.path("chatId").asString());
        }
        String to = address.path("to").asString();
        List<String> users = sender.compareTo(to) < 0 ? List.of(sender, to) : List.of(to, sender);
        return chats.computeIfAbsent(derivedId(users), id -> new Chat(id, users));
    }

    /** Opens a group. */
    Chat group(List<String> users) {
        Chat chat = new Chat(UUID.randomUUID().toString(), users);
        chats.put(chat.id, chat);
        return chat;
    }

    List<Chat> of(String user) {
        return chats.values().stream().filter(chat -> chat.users.contains(user)).toList();
    }

    /** Accepts a message: the one that was accepted before with the same id, unless that is the fault. */
    ObjectNode accept(Chat chat, String sender, JsonNode send, Faults faults) {
        String clientMessageId = send.path("clientMessageId").asString();
        ObjectNode known = chat.byClientId.get(sender + clientMessageId);
        if (known != null && !clientMessageId.isEmpty() && faults.isIdempotent()) {
            return known;
        }
        ObjectNode message = json.createObjectNode();
        message.put("id", UUID.randomUUID().toString())
                .put("chatId", chat.id)
                .put("seq", faults.sequence(chat.messages.size() + 1))
                .put("version", chat.messages.size() + 2)
                .put("senderId", sender)
                .put("type", send.path("type").asString())
                .put("content", send.path("content").asString())
                .put("clientMessageId", clientMessageId);
        chat.messages.add(message);
        chat.byClientId.put(sender + clientMessageId, message);
        return message;
    }

    private static String derivedId(List<String> users) {
        UUID namespace = UUID.fromString("6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21");
        byte[] name = String.join(":", users).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = java.security.MessageDigest.getInstance("SHA-1")
                    .digest(ByteBuffer.allocate(16 + name.length)
                            .putLong(namespace.getMostSignificantBits())
                            .putLong(namespace.getLeastSignificantBits())
                            .put(name)
                            .array());
            hash[6] = (byte) (hash[6] & 0x0f | 0x50);
            hash[8] = (byte) (hash[8] & 0x3f | 0x80);
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
