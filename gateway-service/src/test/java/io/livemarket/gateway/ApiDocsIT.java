package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import io.livemarket.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents of the interface at the edge: each is served without a token, and its pages run nothing that is not the
 * gateway's.
 */
class ApiDocsIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestGateway gateway = TestGateway.shared();

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(30))
                .method("GET", BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "/v3/api-docs,openapi",
        "/v3/api-docs/chat-service,openapi",
        "/v3/api-docs/gateway-service,openapi",
        "/asyncapi/sockets.json,asyncapi",
        "/asyncapi/topics.json,asyncapi",
        "/schemas/chat.message-sent.v1.json,$id"
    })
    void aDocumentIsJsonAndRevalidatedByItsETag(String path, String field) throws Exception {
        HttpResponse<String> document = get(path);
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(header(document, "Content-Type")).startsWith("application/json");
        assertThat(Json.MAPPER.readTree(document.body()).has(field)).isTrue();
        assertThat(get(path, "If-None-Match", header(document, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/", "/docs/sockets", "/docs/topics"})
    void aPageRunsOnlyScriptsOfTheGateway(String path) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(header(get(path, "If-None-Match", header(page, "ETag")), "Content-Security-Policy"))
                .as("a browser replaces the kept one")
                .isEqualTo(header(page, "Content-Security-Policy"));
        assertThat(page.body())
                .doesNotContain("<style")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\s(on[a-z]+|style)=")
                .doesNotContain("http://")
                .doesNotContain("https://");
        List<String> files = Pattern.compile("(?:href|src)=\"(/[^\"#]+)\"")
                .matcher(page.body())
                .results()
                .map(MatchResult::group)
                .map(match -> match.replaceAll("^.*=\"|\"$", ""))
                .toList();
        assertThat(files).isNotEmpty();
        for (String file : files) {
            assertThat(get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"/docs,true", "/docs/,true", "/docs/sockets,false", "/docs/topics/,false", "/docs/docs.css,false"})
    void onlySwaggerUiShowsPicturesFromWithinItsStyleSheet(String path, boolean allowed) throws Exception {
        assertThat(header(get(path), "Content-Security-Policy").contains("img-src 'self' data:"))
                .isEqualTo(allowed);
    }

    @Test
    void anAddressThatIsNoDocumentLeadsNowhere() throws Exception {
        assertThat(get("/v3/api-docs/no-service").statusCode()).isEqualTo(404);
        assertThat(get("/docs/rest.html").statusCode()).isEqualTo(404);
        assertThat(get("/docs/descriptions.yaml").statusCode()).isEqualTo(404);
    }
}
