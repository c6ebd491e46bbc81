package io.livemarket.notification.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.notification.webhooks.domain.Delivery;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {

    @Test
    void theBodyHasTheEventUnchanged() {
        Delivery.Event event = new Delivery.Event(
                "c-7",
                "chat.chat-renamed.v1",
                "c",
                "2026-11-30T10:00:00Z",
                "{\"b\":1.50,\"a\":\"á\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(WebhookBody.of(event), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"c-7\",\"type\":\"chat.chat-renamed.v1\",\"timestamp\":\"2026-11-30T10:00:00Z\","
                        + "\"subject\":\"c\",\"data\":{\"b\":1.50,\"a\":\"á\"}}");
        assertThat(event.toString()).doesNotContain("1.50");
    }
}
