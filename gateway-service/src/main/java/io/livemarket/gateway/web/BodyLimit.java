package io.livemarket.gateway.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.config.GatewayProperties;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses bodies that exceed the limit: at once when their length is declared, otherwise while they are read. */
@Component
@Order(EdgeOrder.BODY_LIMIT)
class BodyLimit implements WebFilter {

    private final long maxBytes;
    private final long maxUploadBytes;
    private final EdgeProblems problems;

    BodyLimit(GatewayProperties properties, EdgeProblems problems) {
        this.maxBytes = properties.rest().maxBody().toBytes();
        this.maxUploadBytes = properties.rest().maxUpload().toBytes();
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        // A file streams through: it is counted, and not buffered.
        long most = request.getPath().value().startsWith("/files") ? maxUploadBytes : maxBytes;
        long announced = request.getHeaders().getContentLength();
        if (announced > most) {
            return problems.write(exchange, ErrorCode.PAYLOAD_TOO_LARGE);
        }
        return announced >= 0
                ? chain.filter(exchange)
                : chain.filter(
                        exchange.mutate().request(counting(request, most)).build());
    }

    private ServerHttpRequest counting(ServerHttpRequest request, long most) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                long[] read = {0};
                return super.getBody().handle((buffer, sink) -> {
                    read[0] += buffer.readableByteCount();
                    if (read[0] > most) {
                        DataBufferUtils.release(buffer);
                        sink.error(new BodyTooLarge());
                    } else {
                        sink.next(buffer);
                    }
                });
            }
        };
    }
}
