package io.livemarket.gateway.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.gateway.operators.DeadLetterList.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterListTest {

    private static Part part(String service, String json) {
        return new Part(service, Json.MAPPER.readTree(json));
    }

    private static List<String> times(DeadLetterList list) {
        return list.items().stream().map(letter -> letter.path("at").asString()).toList();
    }

    @Test
    void theNewestOfAllServicesComeFirst() {
        List<Part> parts = List.of(
                part(
                        "chat-service",
                        "{\"items\":[{\"at\":\"2026-01-03T00:00:00Z\"},{\"at\":\"2026-01-01T00:00:00.5Z\"}],\"more\":false}"),
                part("file-service", "{\"items\":[{\"at\":\"2026-01-02T00:00:00Z\"}],\"more\":false}"));

        assertThat(times(DeadLetterList.of(parts, 3)))
                .containsExactly("2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00.5Z");
        assertThat(DeadLetterList.of(parts, 3).more()).isFalse();
        assertThat(times(DeadLetterList.of(parts, 1))).containsExactly("2026-01-03T00:00:00Z");
        assertThat(DeadLetterList.of(parts, 1).more()).isTrue();
    }

    @Test
    void servicesWithMoreOrWithoutAnAnswerAreNamed() {
        DeadLetterList list = DeadLetterList.of(
                List.of(
                        part("chat-service", "{\"items\":[],\"more\":true}"),
                        part("file-service", "{\"service\":\"file\"}")),
                10);

        assertThat(list.more()).isTrue();
        assertThat(list.unavailable()).containsExactly("file-service");
    }
}
