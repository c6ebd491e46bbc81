package io.livemarket.gateway.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
 * Answers requests with files that are kept in memory: compressed where the client accepts it, and without a body while
 * the client has the current version.
 */
final class KeptFiles {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl ASK_ALWAYS = CacheControl.noCache();

    private KeptFiles() {}

    /**
     * A route of GET and HEAD.
     *
     * @param files gives the file of a path
     * @param policies gives the content security policy of a file
     */
    static RouterFunction<ServerResponse> route(
            Function<String, Optional<WebClientFile>> files, Function<WebClientFile, String> policies) {
        RequestPredicate known = RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
                .and(request -> files.apply(request.path()).isPresent());
        HandlerFunction<ServerResponse> send = request -> {
            WebClientFile file = files.apply(request.path()).orElseThrow();
            return answer(request, file, policies.apply(file));
        };
        return RouterFunctions.route(known, send);
    }

    private static Mono<ServerResponse> answer(ServerRequest request, WebClientFile file, String policy) {
        addHeaders(request.exchange().getResponse().getHeaders(), file, policy);
        return request.checkNotModified(file.eTag()).switchIfEmpty(Mono.defer(() -> content(request, file)));
    }

    /**
     * Adds the headers, also to an answer without a body: a browser replaces its stored headers by those of a 304 (RFC
     * 9111, section 3.2).
     */
    private static void addHeaders(HttpHeaders headers, WebClientFile file, String policy) {
        headers.set("Content-Security-Policy", policy);
        headers.setCacheControl(file.immutable() ? FOR_EVER : ASK_ALWAYS);
        if (file.type().isCompatibleWith(MediaType.TEXT_HTML)) {
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
        }
    }

    private static Mono<ServerResponse> content(ServerRequest request, WebClientFile file) {
        boolean gzip = file.compressible() && acceptsGzip(request);
        ServerResponse.BodyBuilder response =
                ServerResponse.ok().contentType(file.type()).eTag(file.eTag());
        if (file.compressible()) {
            response.varyBy(HttpHeaders.ACCEPT_ENCODING);
        }
        if (gzip) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        byte[] body = gzip ? file.gzip() : file.content();
        return response.contentLength(body.length).bodyValue(body);
    }

    private static boolean acceptsGzip(ServerRequest request) {
        List<String> encodings = request.headers().header(HttpHeaders.ACCEPT_ENCODING);
        return encodings.stream().anyMatch(value -> value.contains("gzip") && !value.contains("gzip;q=0"));
    }
}
