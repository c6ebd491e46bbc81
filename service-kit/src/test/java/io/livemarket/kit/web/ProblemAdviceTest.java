package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;

class ProblemAdviceTest {

    /** RFC 9110, 15.5.6. */
    @Test
    void anUnknownMethodIsRefusedWithTheAllowedOnes() {
        ResponseEntity<Problem> refused =
                new ProblemAdvice().method(new HttpRequestMethodNotSupportedException("PATCH", List.of("GET", "PUT")));

        assertThat(refused.getBody().code()).isEqualTo(ErrorCode.METHOD_NOT_ALLOWED);
        assertThat(refused.getHeaders().getAllow()).containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.PUT);
    }
}
