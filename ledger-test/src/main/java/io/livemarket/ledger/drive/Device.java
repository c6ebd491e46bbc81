package io.livemarket.ledger.drive;

import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.DeviceTimes;
import io.livemarket.ledger.model.MessageList;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import io.livemarket.ledger.model.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One device of a user: connects, stays connected or away as its script demands, reconnects with jitter, confirms
 * received messages, and keeps its chats up to date. All of its state belongs to the network's thread; other threads
 * use the methods that return futures.
 */
final class Device {

    private static final long LEAST_PAUSE_MILLIS = 100;
    private static final int MORE_PAUSE_MILLIS = 300;

    private final String name;
    private final UserState user;
    private final Network network;
    private final Recorder recorder;
    private final Random jitter;
    private final Map<UUID, ChatView> views = new HashMap<>();
    private final List<DeviceConnection> connections = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Presence presence = new Presence(System.nanoTime());
    private @Nullable DeviceConnection current;
    private boolean away = true;
    private long attempts;

    private record Waiting(Map<UUID, String> contents, CompletableFuture<Long> upToDate) {}

    Device(String name, UserState user, Network network, Recorder recorder, long seed) {
        this.name = name;
        this.user = user;
        this.network = network;
        this.recorder = recorder;
        this.jitter = new Random(seed);
        this.attempts = jitter.nextInt(100);
    }

    String name() {
        return name;
    }

    UserState user() {
        return user;
    }

    Network network() {
        return network;
    }

    Recorder recorder() {
        return recorder;
    }

    ChatView view(UUID chat) {
        return views.computeIfAbsent(chat, _ -> new ChatView());
    }

    /** Connects unless the device is connected, or about to be. */
    void comeBack() {
        network.run(() -> {
            if (away) {
                away = false;
                connect();
            }
        });
    }

    /** Disconnects until {@link #comeBack()}. */
    void leave() {
        network.run(() -> {
            away = true;
            presence.leaves(System.nanoTime());
            if (current != null) {
                current.close("left");
            }
        });
    }

    /** Resets the connection in the middle of a frame that holds this event. */
    void cut(String event, Object payload) {
        network.run(() -> {
            if (current != null && current.isResumed()) {
                current.cut(event, payload);
            }
        });
    }

    /** Emits an event; the future completes with the ack's argument, or with a {@link ConnectionLost}. */
    CompletableFuture<JsonNode> ask(String event, Object payload) {
        return network.ask(() -> {
                    if (current == null || !current.isResumed()) {
                        throw new CompletionException(new ConnectionLost());
                    }
                    return current.ask(event, payload);
                })
                .thenCompose(answer -> answer);
    }

    /**
     * Completes, with the value of {@link System#nanoTime()}, once the device is connected and shows these messages.
     */
    CompletableFuture<Long> upToDate(Map<UUID, String> contents) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        network.run(() -> {
            waiting.add(new Waiting(contents, result));
            lookAtWaiting();
        });
        return result;
    }

    private void lookAtWaiting() {
        waiting.removeIf(each -> {
            boolean done = each.upToDate().isDone()
                    || (current != null
                            && current.isResumed()
                            && each.contents().entrySet().stream()
                                    .allMatch(e -> view(e.getKey()).showed(e.getValue())));
            return done && (each.upToDate().complete(System.nanoTime()) || true);
        });
    }

    private void connect() {
        current = new DeviceConnection(this, connections.size() + 1);
        current.open(network.gateway(attempts++));
    }

    /** Notes that the connection joined the namespace. */
    void joined(DeviceConnection connection) {
        connections.add(connection);
    }

    /** Notes the end of the connection. */
    void closed(DeviceConnection connection, String why) {
        recorder.problem(why);
        if (connection.hasResumed()) {
            presence.lost(System.nanoTime());
        }
        if (connection == current) {
            current = null;
            if (!away) {
                network.later(
                        () -> {
                            if (!away && current == null) {
                                connect();
                            }
                        },
                        LEAST_PAUSE_MILLIS + jitter.nextInt(MORE_PAUSE_MILLIS));
            }
        }
    }

    /** Applies an event; returns whether the chat has a hole before it. */
    boolean take(Sighting sighting) {
        network.eventCame();
        boolean complete = true;
        if (sighting.what().isReconnect()) {
            presence.isBack(System.nanoTime()).ifPresent(recorder::waited);
        } else {
            complete = view(sighting.chat()).take(sighting);
            if (sighting.what() == What.MESSAGE) {
                user.has(sighting.chat(), sighting.seq());
            } else if (user.id().equals(sighting.who())) {
                user.confirmed(sighting.chat(), sighting.seq());
            }
        }
        lookAtWaiting();
        return !complete;
    }

    /** Notes a change of a view by other means than an event. */
    void viewChanged() {
        lookAtWaiting();
    }

    /** The records of the device's connections. */
    CompletableFuture<List<Connection>> record() {
        return network.ask(() ->
                connections.stream().map(each -> each.record(each == current)).toList());
    }

    /** Records the wait for an acknowledgement, unless the user had the device switched off meanwhile. */
    void acknowledged(Wait wait) {
        network.run(() -> {
            if (presence.wasMeantToBeHereSince(wait.fromNanos())) {
                recorder.waited(wait);
            }
        });
    }

    /** The times at which the device first showed each content, and those for which its user had it switched off. */
    CompletableFuture<DeviceTimes> times() {
        return network.ask(() -> {
            Map<String, Long> shown = new HashMap<>();
            views.values().forEach(view -> shown.putAll(view.shownAt()));
            return new DeviceTimes(user.id(), shown, presence.off(System.nanoTime()));
        });
    }

    /** The device's chats as it shows them. */
    CompletableFuture<List<MessageList>> lists() {
        return network.ask(() -> user.chats().stream()
                .map(chat -> new MessageList(
                        "device " + name, user.id(), chat, view(chat).messages()))
                .toList());
    }

    /** The failure of {@link #ask} without a connection, or when the connection ends before the ack. */
    static final class ConnectionLost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ConnectionLost() {
            super("the connection ended", null, false, false);
        }
    }
}
