package io.livemarket.gateway.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the web client: its page at {@code /} and below {@code /app}, its files at their names. No address of the REST API
 * begins with any of them.
 */
@Configuration(proxyBeanMethods = false)
class WebClientRoutes {

    /**
     * Scripts, styles and fonts of this server alone; pictures that are being uploaded are shown from memory. It holds for the
     * service worker too, so every file carries it.
     */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
            + "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl ASK_ALWAYS = CacheControl.noCache();

    @Bean
    RouterFunction<ServerResponse> webClient() throws IOException {
        WebClientFiles files = WebClientFiles.load();
        RequestPredicate ofTheClient = RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
                .and(request -> files.find(request.path()).isPresent());
        HandlerFunction<ServerResponse> send = request -> answer(request, files.find(request.path()).orElseThrow());
        return RouterFunctions.route(ofTheClient, send);
    }

    private static Mono<ServerResponse> answer(ServerRequest request, WebClientFile file) {
        return request.checkNotModified(file.eTag()).switchIfEmpty(Mono.defer(() -> content(request, file)));
    }

    private static Mono<ServerResponse> content(ServerRequest request, WebClientFile file) {
        boolean gzip = file.compressible() && acceptsGzip(request);
        ServerResponse.BodyBuilder response = ServerResponse.ok()
                .contentType(file.type())
                .eTag(file.eTag())
                .cacheControl(file.immutable() ? FOR_EVER : ASK_ALWAYS)
                .header("Content-Security-Policy", POLICY);
        if (file.compressible()) {
            response.varyBy(HttpHeaders.ACCEPT_ENCODING);
        }
        if (gzip) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (file.type().isCompatibleWith(MediaType.TEXT_HTML)) {
            response.header("Cross-Origin-Opener-Policy", "same-origin");
        }
        byte[] body = gzip ? file.gzip() : file.content();
        return response.contentLength(body.length).bodyValue(body);
    }

    private static boolean acceptsGzip(ServerRequest request) {
        List<String> encodings = request.headers().header(HttpHeaders.ACCEPT_ENCODING);
        return encodings.stream().anyMatch(value -> value.contains("gzip") && !value.contains("gzip;q=0"));
    }
}
