package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A chat as a device has it, made from events and {@code sync} as {@code docs/protocol.md} describes for clients. Used
 * by the event loop's thread alone.
 */
final class ChatView {

    private final Map<UUID, Versioned> messages = new HashMap<>();
    private final Map<String, Long> contents = new HashMap<>();
    private final TreeSet<Long> ahead = new TreeSet<>();
    /** Changes of messages that come later, with an answer to a {@code sync} that was sent before them. */
    private final Map<UUID, List<Sighting>> early = new HashMap<>();

    private long version;

    private record Versioned(long version, Shown shown) {}

    /** The version up to which the device has every change. */
    long version() {
        return version;
    }

    /** Applies an event; false when an event before it is missing, so that {@code sync} must be sent. */
    boolean take(Sighting event) {
        switch (event.what()) {
            case MESSAGE ->
                put(
                        event.version(),
                        new Shown(event.message(), event.seq(), event.who(), event.content(), false, false));
            case EDITED, DELETED -> change(event);
            case DELIVERED, READ, RECONNECT, RECONNECT_LATE -> {}
        }
        return reached(event.version());
    }

    private boolean reached(long seen) {
        if (seen > version) {
            ahead.add(seen);
        }
        while (!ahead.isEmpty() && ahead.first() <= version + 1) {
            version = Math.max(version, ahead.pollFirst());
        }
        return ahead.isEmpty();
    }

    /** Applies a whole message of an answer or an event. */
    void take(JsonNode message) {
        put(message.path("version").asLong(0), Frames.shown(message));
    }

    /**
     * Applies an answer to {@code sync}; false when the answer does not hold all changes, so that the history must be
     * fetched.
     */
    boolean sync(JsonNode chat) {
        chat.path("messages").forEach(this::take);
        if (!chat.path("complete").asBoolean(false)) {
            return false;
        }
        synced(chat.path("version").asLong(0));
        return true;
    }

    /** Notes that every change up to this version was fetched. */
    void synced(long upToVersion) {
        version = Math.max(version, upToVersion);
        ahead.headSet(version, true).clear();
        reached(version);
    }

    private void put(long at, Shown shown) {
        Versioned known = messages.get(shown.id());
        if (known == null || known.version() <= at) {
            messages.put(shown.id(), new Versioned(at, shown));
        }
        contents.putIfAbsent(shown.content(), System.nanoTime());
        List<Sighting> changes = early.remove(shown.id());
        if (changes != null) {
            changes.forEach(this::change);
        }
    }

    private void change(Sighting event) {
        Versioned known = messages.get(event.message());
        if (known == null) {
            early.computeIfAbsent(event.message(), _ -> new ArrayList<>()).add(event);
        } else if (known.version() < event.version()) {
            messages.put(event.message(), new Versioned(event.version(), changed(known.shown(), event)));
        }
    }

    private static Shown changed(Shown old, Sighting event) {
        boolean deletion = event.what() == Sighting.What.DELETED;
        return new Shown(
                old.id(),
                old.seq(),
                old.senderId(),
                deletion ? "" : event.content(),
                old.edited() || !deletion,
                old.deleted() || deletion);
    }

    /** Whether a change is known to be missing. */
    boolean hasHole() {
        return !ahead.isEmpty();
    }

    /** Whether a message of this content was ever shown. */
    boolean showed(String content) {
        return contents.containsKey(content);
    }

    /** The time of the first showing of each content, by content. */
    Map<String, Long> shownAt() {
        return contents;
    }

    /** The messages by {@code seq}. */
    List<Shown> messages() {
        return messages.values().stream()
                .map(Versioned::shown)
                .sorted(Comparator.comparingLong(Shown::seq))
                .toList();
    }
}
