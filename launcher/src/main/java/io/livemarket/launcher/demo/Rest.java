package io.livemarket.launcher.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The system's REST interface. */
final class Rest implements Calls, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI url;

    Rest(URI url) {
        this.url = url;
    }

    @Override
    public JsonNode post(String path, @Nullable String token, Map<String, ?> body) {
        return call(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    /** Posts a form without a token. Fails as {@link #post} does. */
    JsonNode form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return call(request(path, null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Override
    public JsonNode get(String path, @Nullable String token) {
        return call(request(path, token));
    }

    @Override
    public JsonNode put(String path, @Nullable String token) {
        return call(request(path, token).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public JsonNode put(String path, @Nullable String token, Map<String, ?> body) {
        return call(request(path, token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    @Override
    public JsonNode upload(String path, @Nullable String token, String name, byte[] content) {
        String boundary = "demo-" + UUID.randomUUID();
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return call(request(path, token)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(head, content, tail))));
    }

    /** The content of an address that needs no token. */
    byte[] bytes(String path) {
        return send(request(path, null).build());
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(LIMIT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Sends the request; an answer without content, 204, is a missing node. */
    private JsonNode call(HttpRequest.Builder builder) {
        byte[] body = send(builder.build());
        return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
    }

    private String code(byte[] body) {
        try {
            return json.readTree(body).path("code").asString("no code");
        } catch (JacksonException e) {
            return "no code"; // The body is a proxy's page; the message has the status.
        }
    }

    private byte[] send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                String code = code(answer.body());
                throw new RefusedException(
                        "%s %s: HTTP %d, %s"
                                .formatted(request.method(), request.uri().getPath(), answer.statusCode(), code),
                        code);
            }
            return answer.body();
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
