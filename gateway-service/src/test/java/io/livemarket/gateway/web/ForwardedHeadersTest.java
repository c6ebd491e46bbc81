package io.livemarket.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.callers.ClientAddress;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ForwardedHeadersTest {

    private static final String THEIRS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OURS = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final ForwardedHeaders filter = new ForwardedHeaders(new ClientAddress(0));
    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.get("http://localhost/chats")
                    .header("Traceparent", THEIRS)
                    .header("tracestate", "a=b")
                    .header("baggage", "c=d")
                    .header("Accept", "*/*"));

    @Test
    void aCallersTraceEndsAtTheGateway() {
        HttpHeaders forwarded = filter.filter(exchange.getRequest().getHeaders(), exchange);
        assertThat(forwarded.headerNames())
                .contains("Accept")
                .doesNotContain("Traceparent", "traceparent", "tracestate", "baggage");
    }

    @Test
    void anExpectationEndsAtTheGateway() {
        HttpHeaders withOne = new HttpHeaders();
        withOne.addAll(exchange.getRequest().getHeaders());
        withOne.set("expect", "nonsense");
        assertThat(filter.filter(withOne, exchange).headerNames())
                .contains("Accept")
                .doesNotContain("expect", "Expect");
    }

    @Test
    void ourOwnTraceGoesOn() {
        HttpHeaders withOurs = new HttpHeaders();
        withOurs.addAll(exchange.getRequest().getHeaders());
        withOurs.set("traceparent", OURS);
        assertThat(filter.filter(withOurs, exchange).get("traceparent")).containsExactly(OURS);
    }
}
