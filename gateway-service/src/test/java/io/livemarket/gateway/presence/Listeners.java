package io.livemarket.gateway.presence;

import io.livemarket.gateway.delivery.FrameSink;
import io.livemarket.socketio.EncodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Sockets of users, which record their events. */
final class Listeners implements UpToDateSockets {

    private final Map<UUID, List<Socket>> sockets = new HashMap<>();

    Socket connect(UUID user) {
        Socket socket = new Socket();
        sockets.computeIfAbsent(user, _ -> new ArrayList<>()).add(socket);
        return socket;
    }

    void disconnect(UUID user) {
        sockets.remove(user);
    }

    @Override
    public boolean has(UUID userId) {
        return sockets.containsKey(userId);
    }

    @Override
    public void forEachSink(UUID userId, Consumer<FrameSink> action) {
        sockets.getOrDefault(userId, List.of()).forEach(action);
    }

    static final class Socket implements FrameSink {

        private final List<String> heard = new ArrayList<>();
        private boolean room = true;

        void stopReading() {
            room = false;
        }

        /** The events since the last call. */
        List<String> heard() {
            List<String> all = List.copyOf(heard);
            heard.clear();
            return all;
        }

        @Override
        public void emit(EncodedEvent event) {
            String packet = event.packet("/", -1).frame(0).toString();
            heard.add(packet.substring(packet.indexOf('[')));
        }

        @Override
        public boolean hasRoom() {
            return room;
        }

        @Override
        public void overflown() {
            throw new AssertionError("Presence is not worth a connection");
        }
    }
}
