package io.livemarket.launcher.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system's REST interface. */
final class Rest implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI url;

    Rest(URI url) {
        this.url = url;
    }

    JsonNode post(String path, String token, Map<String, ?> body) {
        return call(request(path, token).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    JsonNode get(String path, String token) {
        return call(request(path, token));
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(LIMIT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode call(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new DemoFailedException("%s %s: HTTP %d, %s".formatted(request.method(), request.uri().getPath(),
                        answer.statusCode(), json.readTree(answer.body()).path("code").asString("no code")));
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new DemoFailedException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
