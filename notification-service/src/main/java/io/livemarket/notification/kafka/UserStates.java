package io.livemarket.notification.kafka;

import io.livemarket.events.Json;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import io.livemarket.notification.domain.Inbox;
import io.livemarket.notification.domain.OpenNotification;
import io.livemarket.notification.domain.ReminderTimer;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the users of one partition, an entry for each part that changes by itself (the package's documentation
 * has the keys). Versions follow from the events, and the journal has the other parts. An inbox that a chat event
 * changed is held in memory: it goes to the journal when an event or a push of it is published, or at the next
 * checkpoint; after a failure it is rebuilt from the chat events since then.
 */
final class UserStates {

    private static final Logger log = LoggerFactory.getLogger(UserStates.class);
    private static final int MAX_RECENTLY_READ = 10_000;
    private static final ValueCodec<Long> NUMBERS = new ValueCodec<>(
            number -> ValueCodec.TEXT.write().apply(Long.toString(number)),
            bytes -> Long.parseLong(ValueCodec.TEXT.read().apply(bytes)));

    private final Entries<Long> versions;
    private final Entries<Settings> settings;
    private final Entries<byte[]> devices;
    private final Entries<Kept> inboxes;
    private final InboxIndex index;
    private final Entries<OpenNotification> others;
    private final Entries<ReminderTimer> reminders;
    /** The timers of reminders that are not in the journal yet. */
    private final Map<UUID, ReminderTimer> heldReminders = new HashMap<>();
    /** {@code USER/CHAT} → the inbox that is not in the journal yet. */
    private final Map<String, Kept> held = new HashMap<>();
    /**
     * A cache of the recipients of recent messages. Most users have neither settings nor devices, and would cost two
     * reads of the store with each message.
     */
    private final Map<UUID, Recipient> recentlyRead = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Recipient> eldest) {
            return size() > MAX_RECENTLY_READ;
        }
    };

    private final Seal seal;

    /**
     * An inbox as it is stored.
     *
     * @param version the chat's version up to which its events are applied; 0 for an inbox of a version that did not
     *     keep it
     */
    record Kept(Inbox inbox, long version) {}

    /**
     * The parts of a user that decide whether and how the user is notified of a message.
     *
     * @param pushable whether the user has a device with a push subscription
     */
    record Recipient(Settings settings, boolean pushable) {}

    /** The devices of a user as they are sealed. */
    private record Devices(List<PushSubscription> devices) {}

    UserStates(PartitionState state, Seal seal) {
        this.versions = state.derived("version:", NUMBERS, 10_000);
        this.settings = state.journaled("settings:", ValueCodec.json(Settings.class), 1_000);
        this.devices = state.journaled("devices:", new ValueCodec<>(Function.identity(), Function.identity()), 0);
        this.inboxes = state.journaled("inbox:", ValueCodec.json(Kept.class), 5_000);
        this.index = new InboxIndex(state);
        this.inboxes.follow((key, kept) -> index.changed(key, kept.map(Kept::inbox)));
        this.others = state.journaled("other:", ValueCodec.json(OpenNotification.class), 0);
        this.reminders = state.journaled("reminder:", ValueCodec.json(ReminderTimer.class), 1_000);
        this.seal = seal;
    }

    long version(UUID user) {
        return versions.get(user.toString()).orElse(0L);
    }

    void version(UUID user, long version) {
        versions.put(user.toString(), version);
    }

    Recipient recipient(UUID user) {
        return recentlyRead.computeIfAbsent(
                user,
                id -> new Recipient(
                        settings.get(id.toString()).orElse(Settings.DEFAULT),
                        devices.get(id.toString()).isPresent()));
    }

    Settings settings(UUID user) {
        return recipient(user).settings();
    }

    void put(UUID user, Settings newSettings) {
        settings.put(user.toString(), newSettings);
        recentlyRead.remove(user);
    }

    List<PushSubscription> devices(UUID user) {
        try {
            return devices.get(user.toString())
                    .map(sealedValue -> devices(seal.open(user.toString(), sealedValue)))
                    .orElse(List.of());
        } catch (Seal.UnopenableException e) {
            log.warn("Devices sealed with a VAPID key that is not accepted: their user gets no pushes");
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

    /** @param sealed all devices of the user; absent when the user has none */
    void putSealed(UUID user, byte @Nullable [] sealed) {
        recentlyRead.remove(user);
        if (sealed == null) {
            devices.delete(user.toString());
        } else {
            devices.put(user.toString(), sealed);
        }
    }

    boolean hasDevices(UUID user) {
        return recipient(user).pushable();
    }

    /** The inbox of a user and a chat with its version; absent before the user's first fact about the chat. */
    @Nullable
    Kept kept(UUID user, UUID chat) {
        String key = key(user, chat);
        Kept change = held.get(key);
        return change != null ? change : inboxes.get(key).orElse(null);
    }

    @Nullable
    Inbox inbox(UUID user, UUID chat) {
        Kept kept = kept(user, chat);
        return kept == null ? null : kept.inbox();
    }

    /** The chat's version up to which the user's inbox has its events; 0 when there is no inbox. */
    long version(UUID user, UUID chat) {
        Kept kept = kept(user, chat);
        return kept == null ? 0 : kept.version();
    }

    /** Holds an inbox in memory until the next checkpoint. */
    void hold(UUID user, Kept kept) {
        held.put(key(user, kept.inbox().chatId()), kept);
    }

    /** Stores an inbox in the journal. */
    void put(UUID user, Kept kept) {
        String key = key(user, kept.inbox().chatId());
        inboxes.put(key, kept);
        held.remove(key);
        // A fact that the inbox has is not applied again: its effect on the timer must not be lost.
        ReminderTimer timer = heldReminders.get(user);
        if (timer != null) {
            put(user, timer);
        }
    }

    /** Stores an inbox in the journal that a command or a due moment changed: its version stays. */
    void put(UUID user, Inbox inbox) {
        Kept before = kept(user, inbox.chatId());
        put(user, new Kept(inbox, before == null ? 0 : before.version()));
    }

    /** Stores all inboxes and timers in the journal that are held in memory. */
    void checkpoint() {
        held.forEach(inboxes::put);
        held.clear();
        Map.copyOf(heldReminders).forEach(this::put);
    }

    /** Whether the inbox of a user and a chat is not in the journal yet. */
    boolean isHeld(UUID user, UUID chat) {
        return held.containsKey(key(user, chat));
    }

    /** The timer of a user's reminder. */
    ReminderTimer reminder(UUID user) {
        ReminderTimer timer = heldReminders.get(user);
        return timer != null ? timer : reminders.get(user.toString()).orElse(ReminderTimer.NONE);
    }

    /** Holds a timer in memory until the next checkpoint, or until an inbox of the user goes to the journal. */
    void hold(UUID user, ReminderTimer timer) {
        heldReminders.put(user, timer);
    }

    /** Stores a timer in the journal; a timer that waits for nothing is deleted. */
    void put(UUID user, ReminderTimer timer) {
        heldReminders.remove(user);
        if (!timer.isNone()) {
            reminders.put(user.toString(), timer);
        } else if (reminders.get(user.toString()).isPresent()) {
            reminders.delete(user.toString());
        }
    }

    /** Calls {@code action} with each timer in the journal, as of the last commit. */
    void forEachCommittedReminder(BiConsumer<UUID, ReminderTimer> action) {
        reminders.forEachCommitted((user, timer) -> action.accept(UUID.fromString(user), timer));
    }

    @Nullable
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
     * Deletes the state of a deleted account, except its version and the settings that mark it as deleted: from then on
     * nothing of the user is stored.
     */
    void forget(UUID user) {
        List<String> keys = new ArrayList<>();
        inboxes.forEach(user + "/", (key, _) -> keys.add(key));
        keys.forEach(inboxes::delete);
        held.keySet().removeIf(key -> key.startsWith(user + "/"));
        others(user).forEach(other -> deleteOther(user, other.id()));
        putSealed(user, null);
        put(user, ReminderTimer.NONE);
        put(user, Settings.FORGOTTEN);
    }

    /**
     * The inboxes of a user that have a notification, in the order of the ids of their chats.
     *
     * @param ids the notifications to look for; absent for all
     */
    List<Inbox> withNotification(UUID user, @Nullable Collection<UUID> ids) {
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

    /** Calls {@code action} with each inbox that is due, as of the last commit. */
    void forEachCommittedDue(BiConsumer<UUID, Inbox> action) {
        index.forEachDue(
                (user, chat) -> inboxes.get(key(user, chat)).ifPresent(kept -> action.accept(user, kept.inbox())));
    }

    private static String key(UUID user, UUID id) {
        return user + "/" + id;
    }
}
