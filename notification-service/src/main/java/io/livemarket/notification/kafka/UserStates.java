package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.Settings;
import io.livemarket.notification.push.PushSubscription;
import io.livemarket.notification.push.Seal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users in the partition's state store; an entry for each part that changes by itself, so that a message rewrites little. */
final class UserStates {

    private static final Logger log = LoggerFactory.getLogger(UserStates.class);
    private static final String SETTINGS = "/s";
    private static final String DEVICES = "/p";
    private static final String CHAT = "/c/";
    private static final String OTHER = "/o/";
    private static final int ID_LENGTH = 36;

    private final KeyValueStore<String, byte[]> store;
    private final Seal seal;

    /** @param devices what of a user's record the devices are */
    private record Devices(List<PushSubscription> devices) {}

    UserStates(KeyValueStore<String, byte[]> store, Seal seal) {
        this.store = store;
        this.seal = seal;
    }

    long version(UUID user) {
        byte[] text = store.get(user.toString());
        return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }

    void version(UUID user, long version) {
        store.put(user.toString(), Long.toString(version).getBytes(StandardCharsets.US_ASCII));
    }

    Settings settings(UUID user) {
        byte[] json = store.get(user + SETTINGS);
        return json == null ? Settings.DEFAULT : Json.read(json, Settings.class);
    }

    void put(UUID user, Settings settings) {
        store.put(user + SETTINGS, Json.bytes(settings));
    }

    List<PushSubscription> devices(UUID user) {
        byte[] sealed = store.get(user + DEVICES);
        try {
            return sealed == null ? List.of() : Json.read(seal.open(user.toString(), sealed), Devices.class).devices();
        } catch (Seal.UnopenableException e) {
            log.warn("A user's devices were subscribed under another VAPID key, and can't be pushed to");
            return List.of();
        }
    }

    /** Keeps them, and returns what was kept: sealed, or null when there is none. */
    byte[] put(UUID user, List<PushSubscription> devices) {
        byte[] sealed = devices.isEmpty() ? null : seal.seal(user.toString(), Json.bytes(new Devices(devices)));
        store.put(user + DEVICES, sealed);
        return sealed;
    }

    boolean hasDevices(UUID user) {
        return store.get(user + DEVICES) != null;
    }

    Inbox inbox(UUID user, UUID chat) {
        byte[] json = store.get(user + CHAT + chat);
        return json == null ? null : Json.read(json, Inbox.class);
    }

    void put(UUID user, Inbox inbox) {
        store.put(user + CHAT + inbox.chatId(), Json.bytes(inbox));
    }

    OpenNotification other(UUID user, UUID id) {
        byte[] json = store.get(user + OTHER + id);
        return json == null ? null : Json.read(json, OpenNotification.class);
    }

    void put(UUID user, OpenNotification other) {
        store.put(user + OTHER + other.id(), Json.bytes(other));
    }

    void deleteOther(UUID user, UUID id) {
        store.delete(user + OTHER + id);
    }

    List<Inbox> inboxes(UUID user) {
        return scan(user + CHAT, Inbox.class);
    }

    List<OpenNotification> others(UUID user) {
        return scan(user + OTHER, OpenNotification.class);
    }

    private <T> List<T> scan(String prefix, Class<T> type) {
        List<T> found = new java.util.ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.prefixScan(prefix, new StringSerializer())) {
            entries.forEachRemaining(entry -> found.add(Json.read(entry.value, type)));
        }
        return found;
    }

    /** Every inbox of every user, at the start. */
    void forEachInbox(BiConsumer<UUID, Inbox> action) {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.key.startsWith(CHAT, ID_LENGTH)) {
                    action.accept(UUID.fromString(entry.key.substring(0, ID_LENGTH)), Json.read(entry.value, Inbox.class));
                }
            });
        }
    }
}
