package io.livemarket.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The gateway takes plain HTTP also where a proxy before it ends TLS: a page's own origin is known by its host, not by
 * its scheme.
 */
class OriginFilterTest {

    private final AtomicBoolean passed = new AtomicBoolean();

    @ParameterizedTest
    @CsvSource({
        "chat.example.com, https://chat.example.com",
        "chat.example.com, http://chat.example.com",
        "chat.example.com:443, https://chat.example.com",
        "chat.example.com:8443, https://chat.example.com:8443",
        "Chat.Example.com, https://chat.example.com"
    })
    void aPageOfTheGatewaysOwnHostMayCall(String host, String origin) {
        MockServerWebExchange exchange = call(host, origin);

        assertThat(passed).as("%s", exchange.getResponse().getStatusCode()).isTrue();
        assertThat(exchange.getResponse().getHeaders().getVary())
                .as("what caches keep")
                .contains(HttpHeaders.ORIGIN);
    }

    @ParameterizedTest
    @CsvSource({
        "chat.example.com, https://chat.example.com.evil.example",
        "chat.example.com, https://example.com",
        "chat.example.com, https://chat.example.com:8443",
        "chat.example.com, null"
    })
    void aPageOfAnotherHostMayNotCall(String host, String origin) {
        MockServerWebExchange exchange = call(host, origin);

        assertThat(passed).isFalse();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
    }

    @Test
    void aListedPageMayCallAndReadTheAnswer() {
        assertThat(call("chat.example.com", "https://shop.example")
                        .getResponse()
                        .getHeaders()
                        .getAccessControlAllowOrigin())
                .isEqualTo("https://shop.example");
        assertThat(passed).isTrue();
    }

    private MockServerWebExchange call(String host, String origin) {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("http://" + host + "/chats")
                        .header(HttpHeaders.HOST, host)
                        .header(HttpHeaders.ORIGIN, origin));
        new OriginFilter(List.of("https://shop.example"), new EdgeProblems())
                .filter(exchange, _ -> Mono.fromRunnable(() -> passed.set(true)))
                .block();
        return exchange;
    }
}
