package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    /** Clients get the document flat and in this order. */
    @Test
    void aProblemIsFlat() {
        Problem problem = Problem.of(
                        ErrorCode.RATE_LIMITED,
                        "slow down",
                        List.of(ApiException.FieldProblem.of("name", ErrorCode.INVALID_REQUEST)))
                .retryAfter(25);
        assertThat(new String(Json.bytes(problem), StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"urn:livemarket:problem:rate_limited\","
                        + "\"title\":\"Too many requests; try again later.\","
                        + "\"titleEs\":\"Demasiadas peticiones; inténtelo más tarde.\",\"status\":429,"
                        + "\"detail\":\"slow down\",\"code\":\"rate_limited\",\"retryable\":true,\"retryAfterMs\":25,"
                        + "\"errors\":[{\"field\":\"name\",");
    }
}
