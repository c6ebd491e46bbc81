package io.livemarket.gateway.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTest {

    private static final String EVENT = "{\"id\":\"n\",\"count\":3}";

    private static String shown(String header) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("t", 0, 0, "u", EVENT.getBytes(StandardCharsets.UTF_8));
        if (header != null) {
            record.headers().add(Envelope.SHOWN, header.getBytes(StandardCharsets.UTF_8));
        }
        return new String(ShownText.in(record), StandardCharsets.UTF_8);
    }

    @Test
    void theTextIsPartOfTheSentEvent() {
        assertThat(Json.MAPPER.readTree(
                        shown("{\"text\":\"3 new messages from ana\",\"textEs\":\"3 mensajes nuevos de ana ñ\"}")))
                .isEqualTo(
                        Json.MAPPER.readTree(
                                "{\"id\":\"n\",\"count\":3,\"text\":\"3 new messages from ana\",\"textEs\":\"3 mensajes nuevos de ana ñ\"}"));
    }

    @Test
    void anEventOfAnEarlierVersionIsSentUnchanged() {
        assertThat(shown(null)).isEqualTo(EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"text\":\"half\"}",
                "{\"text\":1,\"textEs\":2}",
                "{\"text\":\"a\",\"textEs\":\"b\"},{"
            })
    void aHeaderThatCannotBeReadSpoilsNoFrame(String header) {
        assertThat(Json.MAPPER.readTree(shown(header)).path("id").asString()).isEqualTo("n");
    }

    @Test
    void aHeaderBeyondAllTextsIsLeftOut() {
        assertThat(shown("{\"text\":\"" + "a".repeat(10_000) + "\",\"textEs\":\"b\"}"))
                .isEqualTo(EVENT);
    }
}
