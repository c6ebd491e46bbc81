package io.livemarket.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class RequestLineLimitTest {

    private final AtomicBoolean passed = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chats",
                "/users/search?q=caf%C3%A9",
                "/users/search?q=%F0%9F%9A%B2+50%25",
                "/chats?x=%EF%BF%BD&ids%5B%5D=1",
                "/chats?%01"
            })
    void aRequestLineWithinTheLimitPasses(String address) {
        assertThat(call(address)).isNull();
        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/%ff",
                "/users/search?q=%ff",
                "/users/search?q=%C3(",
                "/chats?x=%ed%a0%80",
                "/chats?%c0%af",
                "/chats?%00",
                "/users?search=an%00",
                "/chats?ids[]=1",
                "/chats?x=]"
            })
    void aRequestLineOverTheLimitIsRefused(String address) {
        assertThat(call(address)).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(passed).isFalse();
    }

    private Object call(String address) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.method(HttpMethod.GET, URI.create("http://chat.example.com" + address)));
        new RequestLineLimit(new EdgeProblems())
                .filter(exchange, _ -> Mono.fromRunnable(() -> passed.set(true)))
                .block();
        return exchange.getResponse().getStatusCode();
    }
}
