package io.livemarket.gateway.requests;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events that clients may send. */
public enum ClientEvent {
    MESSAGE_SEND("message:send"),
    MESSAGE_EDIT("message:edit"),
    MESSAGE_DELETE("message:delete"),
    MESSAGE_DELIVERED("message:delivered"),
    MESSAGE_READ("message:read"),
    MESSAGE_HISTORY("message:history"),
    OFFER_MAKE("offer:make"),
    OFFER_COUNTER("offer:counter"),
    OFFER_ACCEPT("offer:accept"),
    OFFER_DECLINE("offer:decline"),
    OFFER_WITHDRAW("offer:withdraw"),
    NOTIFICATION_CLEAR("notification:clear"),
    SYNC("sync"),
    USER_BLOCK("user:block"),
    USER_UNBLOCK("user:unblock"),
    USER_REPORT("user:report"),
    SESSION_REFRESH("session:refresh"),
    USER_STATUS("user:status"),
    USER_TYPING("user:typing"),
    /** Any other event. */
    UNKNOWN("unknown");

    private static final Map<String, ClientEvent> BY_NAME = Arrays.stream(values())
            .filter(event -> event != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(ClientEvent::wireName, Function.identity()));

    private final String wireName;

    ClientEvent(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Whether a service is queried over HTTP before the event is answered. */
    public boolean asksAService() {
        return switch (this) {
            case MESSAGE_HISTORY, SYNC, USER_STATUS, USER_BLOCK, USER_UNBLOCK, USER_REPORT -> true;
            case MESSAGE_SEND,
                    MESSAGE_EDIT,
                    MESSAGE_DELETE,
                    MESSAGE_DELIVERED,
                    MESSAGE_READ,
                    OFFER_MAKE,
                    OFFER_COUNTER,
                    OFFER_ACCEPT,
                    OFFER_DECLINE,
                    OFFER_WITHDRAW,
                    NOTIFICATION_CLEAR,
                    SESSION_REFRESH,
                    USER_TYPING,
                    UNKNOWN -> false;
        };
    }

    /** The event with a name on the wire; {@link #UNKNOWN} for any other name. */
    public static ClientEvent named(String name) {
        return BY_NAME.getOrDefault(name, UNKNOWN);
    }
}
