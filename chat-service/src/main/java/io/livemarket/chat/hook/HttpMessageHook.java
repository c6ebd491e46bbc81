package io.livemarket.chat.hook;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.kit.web.StandardWebhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hook over HTTP. A check ends at its deadline, with the configured outcome, whatever the hook does: the time in
 * which it waits for its turn counts too. While the hook keeps failing, checks end at once.
 */
public final class HttpMessageHook implements MessageHook, AutoCloseable {

    private static final int OK = 200;
    private static final int MOST_READ = 4_096;
    /** Checks whose commands another instance decides are forgotten beyond this number. */
    private static final int MOST_KEPT = 20_000;

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Settings settings;
    private final InstantSource clock;
    private final HookMetrics metrics;
    private final CircuitBreaker breaker;
    private final HttpClient http;
    private final Map<UUID, Check> checks = new ConcurrentHashMap<>();
    // Guarded by this.
    private final ArrayDeque<Check> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * The settings of the hook.
     *
     * @param secret signs requests, {@code whsec_} and base64
     * @param deadline the time of a check
     * @param late the outcome of a check that has no answer by then
     * @param concurrent the most requests at a time
     * @param failures the failures in a row after which no request is made for {@code pause}
     */
    public record Settings(
            URI url, String secret, Duration deadline, Verdict late, int concurrent, int failures, Duration pause) {

        /** Without the secret and the address. */
        @Override
        public String toString() {
            return "Settings[" + deadline + "]";
        }
    }

    /** One check. */
    private record Check(UUID id, byte[] body, long begun, CompletableFuture<Verdict> verdict) {

        @Nullable
        Verdict now() {
            return verdict.getNow(null);
        }
    }

    public HttpMessageHook(Settings settings, InstantSource clock, MeterRegistry registry) {
        this.settings = settings;
        this.clock = clock;
        this.metrics = new HookMetrics(registry);
        this.breaker = new CircuitBreaker(settings.failures(), settings.pause());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.deadline())
                .build();
        metrics.observe(breaker::isOpen);
    }

    @Override
    public boolean concerns(ChatCommand command) {
        return MessageHook.hasContent(command);
    }

    @Override
    public void ask(UUID commandId, ChatCommand command) {
        if (checks.containsKey(commandId)) {
            return;
        }
        Check check = new Check(
                commandId, HookedMessage.body(commandId, command), System.nanoTime(), new CompletableFuture<>());
        forgetOld();
        checks.put(commandId, check);
        if (!breaker.allows(check.begun())) {
            end(check, settings.late(), "skipped");
            return;
        }
        CompletableFuture.delayedExecutor(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> late(check));
        synchronized (this) {
            waiting.add(check);
        }
        begin();
    }

    private void forgetOld() {
        if (checks.size() >= MOST_KEPT) {
            long now = System.nanoTime();
            checks.values().removeIf(check -> now - check.begun() > KEPT_NANOS);
        }
    }

    private void late(Check check) {
        if (end(check, settings.late(), "late")) {
            breaker.failed(System.nanoTime());
        }
    }

    /** Sends requests of waiting checks, as far as the limit allows. */
    private synchronized void begin() {
        while (underWay < settings.concurrent() && !waiting.isEmpty()) {
            Check check = waiting.remove();
            if (check.now() == null) {
                underWay++;
                send(check);
            }
        }
    }

    private void send(Check check) {
        http.sendAsync(request(check), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_READ))
                .whenComplete((response, _) -> {
                    answered(check, response);
                    synchronized (this) {
                        underWay--;
                    }
                    begin();
                });
    }

    private HttpRequest request(Check check) {
        long seconds = clock.instant().getEpochSecond();
        String id = check.id().toString();
        return HttpRequest.newBuilder(settings.url())
                .timeout(settings.deadline())
                .header("Content-Type", "application/json")
                .header("Webhook-Id", id)
                .header("Webhook-Timestamp", Long.toString(seconds))
                .header(
                        "Webhook-Signature",
                        StandardWebhooks.signature(List.of(settings.secret()), id, seconds, check.body()))
                .POST(BodyPublishers.ofByteArray(check.body()))
                .build();
    }

    /** @param response absent for a request that failed */
    private void answered(Check check, @Nullable HttpResponse<byte[]> response) {
        Optional<Verdict> verdict =
                response == null || response.statusCode() != OK ? Optional.empty() : HookAnswer.read(response.body());
        if (verdict.isPresent()) {
            if (end(check, verdict.get(), verdict.get().refusal() == null ? "allowed" : "refused")) {
                breaker.succeeded();
            }
        } else if (end(check, settings.late(), "failed")) {
            breaker.failed(System.nanoTime());
        }
    }

    /** Ends a check, unless it has ended. */
    private boolean end(Check check, Verdict verdict, String outcome) {
        boolean ended = check.verdict().complete(verdict);
        if (ended) {
            metrics.checked(outcome, Duration.ofNanos(System.nanoTime() - check.begun()));
        }
        return ended;
    }

    @Override
    public Optional<Verdict> verdict(UUID commandId) {
        Check check = checks.get(commandId);
        return check == null ? Optional.empty() : Optional.ofNullable(check.now());
    }

    @Override
    public void settled(UUID commandId) {
        checks.remove(commandId);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
