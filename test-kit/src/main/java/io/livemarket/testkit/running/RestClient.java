package io.livemarket.testkit.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Json;
import io.livemarket.events.errors.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Calls a service as one caller does, and checks each answer against the protocol. */
public final class RestClient {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Duration REPEATED_FOR = Duration.ofSeconds(60);

    private final Supplier<URI> base;
    private final @Nullable String token;
    private final boolean repeating;

    /**
     * @param base where the service is at the time of a call: a restart may move it
     * @param token the caller's; absent for a caller without one
     */
    public RestClient(Supplier<URI> base, @Nullable String token) {
        this(base, token, false);
    }

    private RestClient(Supplier<URI> base, @Nullable String token, boolean repeating) {
        this.base = base;
        this.token = token;
        this.repeating = repeating;
    }

    /**
     * The caller as one that repeats each request while the answer is {@code unavailable}, as the protocol asks of
     * clients: on a starved machine a write may be decided after its answer was due. A repeated request may find its
     * work done: 200 instead of 201.
     */
    public RestClient repeating() {
        return new RestClient(base, token, true);
    }

    /**
     * Whether the service answers that it is healthy. A call that gets no answer, as on a busy machine, is one that is
     * not healthy yet.
     */
    public boolean isHealthy() {
        try {
            return get("/actuator/health").status() == 200;
        } catch (NoAnswerException e) {
            return false;
        }
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    /** @param body an object that becomes JSON, or a text, bytes or a publisher, sent as they are */
    public Answer post(String path, @Nullable Object body, String... headers) {
        return call("POST", path, body, headers);
    }

    public Answer put(String path, @Nullable Object body, String... headers) {
        return call("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return call("DELETE", path, null, headers);
    }

    /** @param headers name, value, name, value, …; a Content-Type among them takes JSON's place */
    public Answer call(String method, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.get().resolve(path)).timeout(Duration.ofSeconds(20));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        request.method(method, publisher(body));
        return repeating
                ? await(method + " " + path)
                        .atMost(REPEATED_FOR)
                        .until(() -> send(request.build()), answer -> answer.status() != 503)
                : send(request.build());
    }

    private static BodyPublisher publisher(@Nullable Object body) {
        return switch (body) {
            case null -> BodyPublishers.noBody();
            case BodyPublisher publisher -> publisher;
            case String text -> BodyPublishers.ofString(text);
            case byte[] bytes -> BodyPublishers.ofByteArray(bytes);
            default -> BodyPublishers.ofByteArray(Json.bytes(body));
        };
    }

    private static Answer send(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new NoAnswerException(request.method() + " " + request.uri().getPath() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** The service did not answer in time, or not at all. */
    public static final class NoAnswerException extends IllegalStateException {

        private static final long serialVersionUID = 1;

        NoAnswerException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** An answer, its body read as JSON. */
    public record Answer(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode body() {
            return response.body().length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(response.body());
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** The body, when the status is this one. */
        public JsonNode expect(int status) {
            assertThat(status())
                    .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                    .isEqualTo(status);
            return body();
        }

        /** The body, when the request did its work, now or, for one that was repeated, before. */
        public JsonNode expectDone() {
            assertThat(status())
                    .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                    .isIn(200, 201);
            return body();
        }

        /** Holds that this is the problem document of that code, with all that the protocol promises of one. */
        public JsonNode expectProblem(ErrorCode code) {
            JsonNode problem = expect(code.status());
            assertThat(header("Content-Type")).startsWith("application/problem+json");
            assertThat(problem.path("code").asString()).isEqualTo(code.code());
            assertThat(problem.path("type").asString()).isEqualTo("urn:livemarket:problem:" + code.code());
            assertThat(problem.path("title").asString()).isEqualTo(code.message());
            assertThat(problem.path("titleEs").asString()).isEqualTo(code.messageEs());
            assertThat(problem.path("status").asInt()).isEqualTo(code.status());
            assertThat(problem.path("retryable").asBoolean()).isEqualTo(code.retryable());
            assertThat(problem.has("trace") || problem.has("exception"))
                    .as("no stack trace")
                    .isFalse();
            return problem;
        }
    }
}
