package io.livemarket.gateway.socket;

import io.livemarket.events.presence.SessionFact;
import io.livemarket.socketio.Handshake;
import tools.jackson.databind.JsonNode;

/**
 * What a client's device is called in its user's own log: as the client says in {@code auth.device}, else its
 * User-Agent.
 */
final class DeviceName {

    private DeviceName() {}

    /** Printable text of bounded length, or null when the client says nothing. */
    static String of(Handshake handshake) {
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
