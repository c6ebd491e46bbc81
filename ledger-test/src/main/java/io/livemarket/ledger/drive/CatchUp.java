package io.livemarket.ledger.drive;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Fetches the changes that a device lacks, by {@code sync} and where that is not enough by {@code message:history}.
 * Used by the network's thread alone.
 */
final class CatchUp {

    private static final int HISTORY_PAGE = 50;
    private static final long PAUSE_MILLIS = 200;

    private final Device device;
    private final DeviceConnection connection;
    private boolean asking;

    CatchUp(Device device, DeviceConnection connection) {
        this.device = device;
        this.connection = connection;
    }

    /** Requests every change after the device's versions, unless a request is under way. */
    void sync() {
        if (asking) {
            return;
        }
        asking = true;
        Map<String, Long> versions = new TreeMap<>();
        device.user()
                .chats()
                .forEach(chat -> versions.put(chat.toString(), device.view(chat).version()));
        connection.ask("sync", Map.of("chats", versions)).whenComplete((answer, lost) -> {
            asking = false;
            if (lost != null) {
                return; // The next connection begins with another sync.
            }
            if (answer.path("ok").asBoolean(false)) {
                answer.path("chats").forEach(this::take);
                device.viewChanged();
                if (device.user().chats().stream()
                        .anyMatch(chat -> device.view(chat).hasHole())) {
                    later(this::sync); // A change that came during the request had a hole before it.
                }
            } else {
                later(this::sync);
            }
        });
    }

    private void take(JsonNode chat) {
        UUID id = Frames.requiredId(chat, "chatId");
        chat.path("messages").forEach(message -> unsent(id, message));
        if (!device.view(id).sync(chat)) {
            history(id, 0, chat.path("version").asLong(0));
        }
    }

    /**
     * Marks the places of messages that the server sends to no device that missed them as filled: the user's own
     * messages, and deleted ones.
     */
    private void unsent(UUID chat, JsonNode message) {
        if (device.user().id().equals(Frames.id(message, "senderId")) || message.hasNonNull("deletedAt")) {
            device.user().has(chat, message.path("seq").asLong(0));
        }
    }

    private void history(UUID chat, long afterSeq, long version) {
        connection
                .ask("message:history", Map.of("chatId", chat, "afterSeq", afterSeq, "limit", HISTORY_PAGE))
                .whenComplete((answer, lost) -> {
                    if (lost != null) {
                        return; // The next connection begins with another sync.
                    }
                    if (!answer.path("ok").asBoolean(false)) {
                        later(() -> history(chat, afterSeq, version));
                        return;
                    }
                    long last = afterSeq;
                    for (JsonNode message : answer.path("items")) {
                        device.view(chat).take(message);
                        unsent(chat, message);
                        last = message.path("seq").asLong(0);
                    }
                    if (answer.path("hasMore").asBoolean(false)) {
                        history(chat, last, version);
                    } else {
                        device.view(chat).synced(version);
                        device.viewChanged();
                    }
                });
    }

    private void later(Runnable task) {
        device.network()
                .later(
                        () -> {
                            if (connection.isResumed()) {
                                task.run();
                            }
                        },
                        PAUSE_MILLIS);
    }
}
