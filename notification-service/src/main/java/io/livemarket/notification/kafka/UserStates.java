package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.Settings;
import io.livemarket.notification.push.PushSubscription;
import io.livemarket.notification.push.Seal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of one partition; an entry for each part that changes by itself. Versions follow from the events, and the
 * journal has the rest. An inbox that a chat event changed is held in memory: it goes to the journal when something was
 * published of it, or at the next checkpoint, and is made again from the chat events in between.
 */
final class UserStates {

    private static final Logger log = LoggerFactory.getLogger(UserStates.class);
    private static final int REMEMBERED = 10_000;
    private static final ValueCodec<Long> NUMBERS = new ValueCodec<>(
            number -> ValueCodec.TEXT.write().apply(Long.toString(number)),
            bytes -> Long.parseLong(ValueCodec.TEXT.read().apply(bytes)));

    private final Entries<Long> versions;
    private final Entries<Settings> settings;
    private final Entries<byte[]> devices;
    private final Entries<Kept> inboxes;
    private final InboxIndex index;
    private final Entries<OpenNotification> others;
    private final Map<String, Kept> held = new HashMap<>();
    /**
     * Of users who got a message lately: most have neither settings nor devices, which the store would be asked for
     * with each message.
     */
    private final Map<UUID, Wishes> lately = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Wishes> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Seal seal;

    /**
     * @param version of the chat, as far as its events are in the inbox; 0 for one of a version that did not keep it
     */
    record Kept(Inbox inbox, long version) {}

    /** What decides whether and how a user is notified of a message. */
    record Wishes(Settings settings, boolean pushable) {}

    /** @param devices what of a user's record the devices are */
    private record Devices(List<PushSubscription> devices) {}

    UserStates(PartitionState state, Seal seal) {
        this.versions = state.derived("version:", NUMBERS, 10_000);
        this.settings = state.journaled("settings:", ValueCodec.json(Settings.class), 1_000);
        this.devices = state.journaled("devices:", new ValueCodec<>(Function.identity(), Function.identity()), 0);
        this.inboxes = state.journaled("inbox:", ValueCodec.json(Kept.class), 5_000);
        this.index = new InboxIndex(state);
        this.inboxes.follow((key, kept) -> index.changed(key, kept.map(Kept::inbox)));
        this.others = state.journaled("other:", ValueCodec.json(OpenNotification.class), 0);
        this.seal = seal;
    }

    long version(UUID user) {
        return versions.get(user.toString()).orElse(0L);
    }

    void version(UUID user, long version) {
        versions.put(user.toString(), version);
    }

    Wishes wishes(UUID user) {
        return lately.computeIfAbsent(
                user,
                id -> new Wishes(
                        settings.get(id.toString()).orElse(Settings.DEFAULT),
                        devices.get(id.toString()).isPresent()));
    }

    Settings settings(UUID user) {
        return wishes(user).settings();
    }

    void put(UUID user, Settings newSettings) {
        settings.put(user.toString(), newSettings);
        lately.remove(user);
    }

    List<PushSubscription> devices(UUID user) {
        try {
            return devices.get(user.toString())
                    .map(sealedValue -> devices(seal.open(user.toString(), sealedValue)))
                    .orElse(List.of());
        } catch (Seal.UnopenableException e) {
            log.warn("A user's devices were subscribed under another VAPID key, and can't be pushed to");
            return List.of();
        }
    }

    private static List<PushSubscription> devices(Seal.Opened opened) {
        return Json.read(opened.value(), Devices.class).devices().stream()
                .map(device -> device.under(opened.publicKey()))
                .toList();
    }

    void put(UUID user, List<PushSubscription> all) {
        putSealed(user, all.isEmpty() ? null : seal.seal(user.toString(), Json.bytes(new Devices(all))));
    }

    /** @param sealed all of the user's devices, or null for none */
    void putSealed(UUID user, byte[] sealed) {
        lately.remove(user);
        if (sealed == null) {
            devices.delete(user.toString());
        } else {
            devices.put(user.toString(), sealed);
        }
    }

    boolean hasDevices(UUID user) {
        return wishes(user).pushable();
    }

    /** The inbox, or null. */
    Kept kept(UUID user, UUID chat) {
        String key = key(user, chat);
        Kept change = held.get(key);
        return change != null ? change : inboxes.get(key).orElse(null);
    }

    Inbox inbox(UUID user, UUID chat) {
        Kept kept = kept(user, chat);
        return kept == null ? null : kept.inbox();
    }

    /** The version of a chat that the user's inbox knows; 0 when there is none. */
    long version(UUID user, UUID chat) {
        Kept kept = kept(user, chat);
        return kept == null ? 0 : kept.version();
    }

    /** Keeps it in memory until the next checkpoint. */
    void hold(UUID user, Kept kept) {
        held.put(key(user, kept.inbox().chatId()), kept);
    }

    /** Keeps it in the journal. */
    void put(UUID user, Kept kept) {
        String key = key(user, kept.inbox().chatId());
        inboxes.put(key, kept);
        held.remove(key);
    }

    /** Keeps it in the journal, after what was no event of its chat. */
    void put(UUID user, Inbox inbox) {
        Kept before = kept(user, inbox.chatId());
        put(user, new Kept(inbox, before == null ? 0 : before.version()));
    }

    /** Stages all that is held in memory. */
    void checkpoint() {
        held.forEach(inboxes::put);
        held.clear();
    }

    OpenNotification other(UUID user, UUID id) {
        return others.get(key(user, id)).orElse(null);
    }

    void put(UUID user, OpenNotification other) {
        others.put(key(user, other.id()), other);
    }

    void deleteOther(UUID user, UUID id) {
        others.delete(key(user, id));
    }

    /**
     * Deletes all that is kept of a deleted account, but for the version and the mark by which nothing is kept again.
     */
    void forget(UUID user) {
        List<String> keys = new ArrayList<>();
        inboxes.forEach(user + "/", (key, _) -> keys.add(key));
        keys.forEach(inboxes::delete);
        held.keySet().removeIf(key -> key.startsWith(user + "/"));
        others(user).forEach(other -> deleteOther(user, other.id()));
        putSealed(user, null);
        put(user, Settings.FORGOTTEN);
    }

    /**
     * The inboxes of a user that have a notification, in the order of their chats; those with one of these
     * notifications alone, unless {@code ids} is null.
     */
    List<Inbox> withNotification(UUID user, Collection<UUID> ids) {
        return index.withNotification(user, ids).stream()
                .map(chat -> inbox(user, chat))
                .filter(inbox -> inbox != null && inbox.open() != null)
                .toList();
    }

    List<OpenNotification> others(UUID user) {
        List<OpenNotification> found = new ArrayList<>();
        others.forEach(user + "/", (_, other) -> found.add(other));
        return found;
    }

    /** Visits the inboxes in which something is due, as they were when they were committed last. */
    void forEachCommittedDue(BiConsumer<UUID, Inbox> action) {
        index.forEachDue(
                (user, chat) -> inboxes.get(key(user, chat)).ifPresent(kept -> action.accept(user, kept.inbox())));
    }

    private static String key(UUID user, UUID id) {
        return user + "/" + id;
    }
}
