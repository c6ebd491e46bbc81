package io.livemarket.ledger.drive;

import io.livemarket.events.Json;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Sighting;
import io.livemarket.ledger.model.Sighting.What;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Socket.IO packets as a client writes them, and the content of the server's events. */
final class Frames {

    private Frames() {}

    /** An event that asks for an ack when {@code ackId} is not negative. */
    static ByteBuf event(long ackId, String name, Object payload) {
        String packet = "42" + (ackId < 0 ? "" : ackId) + "[\"" + name + "\","
                + new String(Json.bytes(payload), StandardCharsets.UTF_8) + "]";
        return Unpooled.copiedBuffer(packet, StandardCharsets.UTF_8);
    }

    static JsonNode read(io.livemarket.loadtest.wire.Json arguments) {
        return Json.MAPPER.readTree(arguments.bytes(), arguments.offset(), arguments.length());
    }

    /** The sighting that an event is; empty for an event without a guarantee here. */
    static Optional<Sighting> sighting(String name, JsonNode payload) {
        What what = switch (name) {
            case "message:sent", "message:receive" -> What.MESSAGE;
            case "message:edit" -> What.EDITED;
            case "message:delete" -> What.DELETED;
            case "message:delivered" -> What.DELIVERED;
            case "message:read" -> What.READ;
            case "reconnect" -> What.RECONNECT;
            default -> null;
        };
        if (what == null) {
            return Optional.empty();
        }
        if (what == What.RECONNECT) {
            return Optional.of(Sighting.reconnect(payload.path("recovered").asBoolean(false)));
        }
        boolean receipt = what == What.DELIVERED || what == What.READ;
        return Optional.of(new Sighting(
                what,
                id(payload, "chatId"),
                payload.path("version").asLong(0),
                payload.path(receipt ? "upToSeq" : "seq").asLong(0),
                receipt ? null : id(payload, "id"),
                payload.path("content").asString(null),
                id(payload, receipt ? "userId" : "senderId")));
    }

    /** A {@code Message} of the protocol. */
    static Shown shown(JsonNode message) {
        return new Shown(
                requiredId(message, "id"),
                message.path("seq").asLong(0),
                id(message, "senderId"),
                message.path("content").asString(null),
                message.hasNonNull("editedAt"),
                message.hasNonNull("deletedAt"));
    }

    /**
     * An id.
     *
     * @throws IllegalArgumentException when the node has none
     */
    static UUID requiredId(JsonNode node, String field) {
        UUID id = id(node, field);
        if (id == null) {
            throw new IllegalArgumentException("There is no " + field);
        }
        return id;
    }

    /** An id; absent where the node has none. */
    static @Nullable UUID id(JsonNode node, String field) {
        String text = node.path(field).asString(null);
        return text == null ? null : UUID.fromString(text);
    }
}
