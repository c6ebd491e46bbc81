package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web client at the edge: how its page and files are served, and that the API's addresses stay the API's. */
class WebClientIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestGateway gateway = TestGateway.shared();

    private HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String script() throws IOException, InterruptedException {
        Matcher name = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"")
                .matcher(new String(send("GET", "/").body()));
        assertThat(name.find()).isTrue();
        return name.group(1);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app", "/app/chat/0198c0de-0000-7000-8000-000000000001"})
    void thePageIsRevalidatedAndRunsNoInlineCode(String path) throws Exception {
        HttpResponse<byte[]> page = send("GET", path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        HttpResponse<byte[]> unchanged = send("GET", path, "If-None-Match", header(page, "ETag"));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        for (String kept : List.of("Content-Security-Policy", "Cache-Control", "Cross-Origin-Opener-Policy", "ETag")) {
            assertThat(unchanged.headers().allValues(kept))
                    .as(kept)
                    .isEqualTo(page.headers().allValues(kept))
                    .hasSize(1);
        }
    }

    @Test
    void hashedFilesAreCachedForEverAndCompressed() throws Exception {
        HttpResponse<byte[]> plain = send("GET", script());
        HttpResponse<byte[]> compressed = send("GET", script(), "Accept-Encoding", "gzip, br");
        assertThat(header(plain, "Cache-Control")).contains("immutable").contains("max-age=31536000");
        assertThat(header(plain, "Content-Type")).startsWith("text/javascript");
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
    }

    @Test
    void theServiceWorkerMayFetchFromItsOwnServer() throws Exception {
        HttpResponse<byte[]> worker = send("GET", "/sw.js");
        assertThat(header(worker, "Content-Security-Policy")).contains("connect-src 'self'");
        assertThat(header(worker, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void addressesOfTheApiAreNotTheClients() throws Exception {
        assertThat(send("GET", "/chats", "Accept", "text/html").statusCode()).isEqualTo(401);
        assertThat(send("POST", "/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/assets/nothing.js").statusCode()).isEqualTo(404);
        assertThat(send("HEAD", "/").statusCode()).isEqualTo(200);
    }
}
