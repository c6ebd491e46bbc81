package io.livemarket.gateway.socket;

import io.livemarket.events.presence.SessionFact;
import io.livemarket.socketio.Handshake;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The name of a client's device in the connection log of its user: the {@code auth.device} of the client, otherwise its
 * User-Agent.
 */
final class DeviceName {

    private DeviceName() {}

    /** Printable text of bounded length; absent when the client gives none. */
    static @Nullable String of(Handshake handshake) {
        JsonNode device = handshake.auth().path("device");
        String name = device.isString() ? device.stringValue() : handshake.header("User-Agent");
        if (name == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(SessionFact.MAX_DEVICE)
                .forEach(plain::appendCodePoint);
        String text = plain.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
