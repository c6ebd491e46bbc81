package io.livemarket.socketio;

import org.jspecify.annotations.Nullable;

/** The two transports of Engine.IO 4. */
public enum TransportKind {
    POLLING("polling"),
    WEBSOCKET("websocket");

    private final String wireName;

    TransportKind(String wireName) {
        this.wireName = wireName;
    }

    /** The value of the {@code transport} query parameter. */
    public String wireName() {
        return wireName;
    }

    /** The kind with a wire name; absent for an unknown name. */
    public static @Nullable TransportKind of(@Nullable String wireName) {
        for (TransportKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        return null;
    }
}
