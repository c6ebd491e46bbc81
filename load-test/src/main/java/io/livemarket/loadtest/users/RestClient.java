package io.livemarket.loadtest.users;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Calls the system's REST API. A call that is answered 429 or 503, or that breaks off, is retried after the time in the
 * answer ({@code Retry-After} or {@code retryAfterMs}), until the given time is used up. Safe for use by several
 * threads.
 */
public final class RestClient implements AutoCloseable {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_MS = 250;
    /** The time for a server that is starting or restarting; a wrong address should not cost more. */
    private static final long LONGEST_REFUSAL_NANOS = Duration.ofSeconds(3).toNanos();

    private static final long LONGEST_PAUSE_MS = 30_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI server;
    private final long retryNanos;
    private final LongAdder throttled = new LongAdder();

    public RestClient(URI server, Duration timeout) {
        this.server = server;
        this.retryNanos = timeout.toNanos();
    }

    /** A final answer: neither 429 nor 503. */
    public record Reply(int status, JsonNode body) {

        /** The problem document's code, or the status when there is none. */
        public String problem() {
            return body.path("code").asString("HTTP " + status);
        }
    }

    /** The number of answers that required a later retry. */
    long throttled() {
        return throttled.sum();
    }

    Reply post(String path, Map<String, String> body) {
        return exchange(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build());
    }

    /** A call on a user's behalf. */
    public Reply post(String path, String token, Object body) {
        return exchange(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build());
    }

    public Reply get(String path, String token) {
        return exchange(
                path,
                request(path).header("Authorization", "Bearer " + token).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(REQUEST_TIMEOUT);
    }

    private Reply exchange(String path, HttpRequest request) {
        long deadline = System.nanoTime() + retryNanos;
        long refusalDeadline = System.nanoTime() + Math.min(retryNanos, LONGEST_REFUSAL_NANOS);
        String lastProblem = "no answer";
        for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
            long wait = pause;
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                JsonNode body = read(response.body());
                if (response.statusCode() != 429 && response.statusCode() != 503) {
                    return new Reply(response.statusCode(), body);
                }
                throttled.increment();
                wait = retryAfterMs(response, body, pause);
                lastProblem = "HTTP " + response.statusCode();
            } catch (ConnectException refused) {
                lastProblem = "nothing listens at " + server;
                deadline = refusalDeadline;
            } catch (IOException broken) {
                lastProblem = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new SetUpException("interrupted during " + path, interrupted);
            }
            if (System.nanoTime() + Duration.ofMillis(wait).toNanos() - deadline > 0) {
                throw new SetUpException(path + " failed: " + lastProblem);
            }
            pause(wait, path);
        }
    }

    /** An empty or unreadable body is an empty object: the status is enough. */
    private JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? JsonNodeFactory.instance.objectNode() : json.readTree(body);
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static long retryAfterMs(HttpResponse<?> response, JsonNode body, long fallback) {
        long inBody = body.path("retryAfterMs").asLong(0);
        if (inBody > 0) {
            return inBody;
        }
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Math.max(Long.parseLong(seconds) * 1000, 50))
                .orElse(fallback);
    }

    private static void pause(long ms, String path) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted during " + path, interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
