package io.livemarket.gateway.delivery;

import io.livemarket.events.EventTypes;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events that sockets are told of, and under which name. Those that are not here concern nobody's socket. */
enum LiveEventKind {
    OPENED(ChatOpened.class, "chat:opened", "chat:opened"),
    SENT(MessageSent.class, "message:sent", "message:receive"),
    EDITED(MessageEdited.class, "message:edit", "message:edit"),
    DELETED(MessageDeleted.class, "message:delete", "message:delete"),
    DELIVERED(MessagesDelivered.class, "message:delivered", "message:delivered"),
    READ(MessagesRead.class, "message:read", "message:read"),
    DEAL_CONFIRMED(DealConfirmed.class, "deal:confirmed", "deal:confirmed"),
    DEAL_WITHDRAWN(DealWithdrawn.class, "deal:withdrawn", "deal:withdrawn"),
    HIDDEN(ChatHidden.class, "chat:hidden", "chat:hidden");

    private static final Map<String, LiveEventKind> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(LiveEventKind::typeName, Function.identity()));

    private final String typeName;
    private final String toActor;
    private final String toOthers;

    LiveEventKind(Class<? extends ChatEvent> type, String toActor, String toOthers) {
        this.typeName = EventTypes.of(ChatEvent.class).nameOf(type);
        this.toActor = toActor;
        this.toOthers = toOthers;
    }

    /** The kind of a type name, or null. */
    static LiveEventKind of(String typeName) {
        return typeName == null ? null : BY_TYPE.get(typeName);
    }

    /** What a socket is sent for the event's JSON: nearly always that. */
    byte[] payload(byte[] event) {
        return this == HIDDEN ? HiddenChat.payload(event) : event;
    }

    private String typeName() {
        return typeName;
    }

    /** The name under which the sessions of whoever did it hear of it. */
    String toActor() {
        return toActor;
    }

    /** The name under which everybody else's sessions hear of it. */
    String toOthers() {
        return toOthers;
    }
}
