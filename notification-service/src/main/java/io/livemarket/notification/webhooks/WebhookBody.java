package io.livemarket.notification.webhooks;

import io.livemarket.events.Json;
import io.livemarket.notification.webhooks.domain.Delivery;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bodies of deliveries: the event's type and time, and the event as its topic has it. */
final class WebhookBody {

    private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

    private WebhookBody() {}

    /** The attributes before the event, with the names of Standard Webhooks where that has some. */
    private record Head(String id, String type, String timestamp, String subject) {}

    /** The body, in UTF-8. The event's own JSON goes into it unchanged. */
    static byte[] of(Delivery.Event event) {
        byte[] head = Json.bytes(new Head(event.id(), event.type(), event.time(), event.subject()));
        ByteArrayOutputStream body = new ByteArrayOutputStream(head.length + DATA.length + event.json().length);
        body.write(head, 0, head.length - 1);
        body.writeBytes(DATA);
        body.writeBytes(event.json());
        body.write('}');
        return body.toByteArray();
    }
}
