package io.livemarket.socketio;

/** The two ways in which Engine.IO 4 carries packets. */
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

    /** The kind of that wire name, or null when there is none. */
    public static TransportKind of(String wireName) {
        for (TransportKind kind : values()) {
            if (kind.wireName.equals(wireName)) {
                return kind;
            }
        }
        return null;
    }
}
