package io.livemarket.ledger.drive;

import io.livemarket.ledger.drive.Device.ConnectionLost;
import io.livemarket.ledger.model.Connection;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import io.livemarket.loadtest.wire.Answer;
import io.livemarket.loadtest.wire.ConnectionListener;
import io.livemarket.loadtest.wire.Json;
import io.livemarket.loadtest.wire.SocketIoConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One connection of a device. Used by the network's thread alone. */
final class DeviceConnection implements ConnectionListener {

    private final Device device;
    private final int number;
    private final Map<UUID, Long> confirmedBefore;
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<Long, CompletableFuture<JsonNode>> asked = new HashMap<>();
    private final CatchUp catchUp;

    @SuppressWarnings("NullAway.Init") // Set by open(), right after construction.
    private SocketIoConnection connection;

    private long ackIds;
    private boolean resumed;
    private boolean over;

    DeviceConnection(Device device, int number) {
        this.device = device;
        this.number = number;
        this.catchUp = new CatchUp(device, this);
        this.confirmedBefore = Map.copyOf(device.user().confirmed());
    }

    void open(URI gateway) {
        connection = SocketIoConnection.open(
                device.network().bootstrap(), gateway, device.user().account().token(), this);
    }

    /** Whether the missed events have come, and the connection is open. */
    boolean isResumed() {
        return resumed && !over;
    }

    /** Whether the connection received its missed events, also after it has ended. */
    boolean hasResumed() {
        return resumed;
    }

    CompletableFuture<JsonNode> ask(String event, Object payload) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        long ackId = ackIds++;
        asked.put(ackId, answer);
        connection.send(Frames.event(ackId, event, payload));
        return answer;
    }

    void cut(String event, Object payload) {
        connection.cutInMidFrame(Frames.event(ackIds++, event, payload), "cut in mid-frame");
    }

    void close(String why) {
        connection.close(why);
    }

    @Override
    public void connected() {
        device.joined(this);
    }

    @Override
    public void refused(Answer error) {
        device.recorder().problem("CONNECT refused: " + error.code());
        if (error.refusal().startsWith("token_")) {
            device.network().users().renew(device.user().account());
        }
    }

    @Override
    public void event(Json arguments) {
        JsonNode array;
        try {
            array = Frames.read(arguments);
        } catch (JacksonException notJson) {
            violated("an event that is no JSON");
            return;
        }
        String name = array.path(0).asString("");
        if (name.equals("session:expiring")) {
            refresh();
        }
        Frames.sighting(name, array.path(1)).ifPresent(each -> see(each, array.path(1)));
    }

    private void see(Sighting sighting, JsonNode payload) {
        sightings.add(sighting);
        boolean isResume = sighting.what().isReconnect();
        resumed |= isResume;
        boolean hole = device.take(sighting);
        if (sighting.what() == What.MESSAGE) {
            device.view(sighting.chat()).take(payload);
        }
        if (isResume) {
            catchUp.sync();
            device.user().chats().forEach(this::confirm);
        } else if (resumed) {
            if (hole) {
                catchUp.sync();
            }
            if (sighting.what() == What.MESSAGE && !device.user().id().equals(sighting.who())) {
                confirm(sighting.chat());
            }
        }
    }

    private void confirm(UUID chat) {
        long upTo = device.user().upTo(chat);
        if (upTo > device.user().confirmed().getOrDefault(chat, 0L)) {
            connection.send(Frames.event(-1, "message:delivered", Map.of("chatId", chat, "upToSeq", upTo)));
        }
    }

    private void refresh() {
        device.network()
                .users()
                .renew(device.user().account())
                .thenAccept(account -> device.network().run(() -> {
                    if (!over) {
                        connection.send(Frames.event(-1, "session:refresh", Map.of("token", account.token())));
                    }
                }));
    }

    @Override
    public void acknowledged(long ackId, Json arguments) {
        CompletableFuture<JsonNode> answer = asked.remove(ackId);
        if (answer != null) {
            answer.complete(Frames.read(arguments).path(0));
        }
    }

    @Override
    public void acknowledged(long ackId, Answer answer) {
        throw new IllegalStateException("Acks are taken as JSON");
    }

    @Override
    public void violated(String what) {
        device.recorder().failed("protocol violated on " + device.name() + "#" + number + ": " + what);
    }

    @Override
    public void closed(String why) {
        over = true;
        List.copyOf(asked.values()).forEach(answer -> answer.completeExceptionally(new ConnectionLost()));
        asked.clear();
        device.closed(this, why);
    }

    Connection record(boolean open) {
        return new Connection(
                device.name(),
                device.user().id(),
                number,
                confirmedBefore,
                List.copyOf(sightings),
                open && isResumed());
    }
}
