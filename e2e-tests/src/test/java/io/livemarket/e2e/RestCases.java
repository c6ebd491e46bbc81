package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * More than ten thousand generated requests to every operation of a running system: each is answered in time, none by a
 * server's error but a documented {@code unavailable} that a repeated request does not get; each refusal is the
 * documented problem, and a conversation beside them loses nothing. {@code -Drest.cases.seed} gives others; a seed's
 * are equal in every run.
 */
final class RestCases {

    /** Settings of a system without the limits that would answer most of them. */
    static final Map<String, String> UNLIMITED = Map.ofEntries(
            Map.entry("LIVEMARKET_GATEWAY_REST_PERUSER_PERSECOND", "100000"),
            Map.entry("LIVEMARKET_GATEWAY_REST_PERUSER_BURST", "100000"),
            Map.entry("LIVEMARKET_GATEWAY_REST_PERADDRESS_PERSECOND", "100000"),
            Map.entry("LIVEMARKET_GATEWAY_REST_PERADDRESS_BURST", "100000"),
            Map.entry("LIVEMARKET_ACCOUNTS_LIMITS_LOGINSPERMINUTE", "100000"),
            Map.entry("LIVEMARKET_ACCOUNTS_LIMITS_REFRESHESPERMINUTE", "100000"),
            Map.entry("LIVEMARKET_ACCOUNTS_LIMITS_REGISTRATIONSPERMINUTE", "100000"),
            Map.entry("LIVEMARKET_ACCOUNTS_LIMITS_PASSWORDCHANGESPERHOUR", "100000"),
            Map.entry("LIVEMARKET_MODERATION_BLOCKSPERMINUTE", "1000"),
            Map.entry("LIVEMARKET_MODERATION_REPORTSPERMINUTE", "1000"),
            Map.entry("LIVEMARKET_ACCOUNTS_BOOTSTRAPOPERATORS", DocumentedApi.OPERATOR));

    private static final long SEED = Long.getLong("rest.cases.seed", 1);
    /** One of so many cases is sent; every one with {@code -Drest.cases=true}. */
    private static final int ONE_OF = Boolean.getBoolean("rest.cases") ? 1 : 5;

    private static final int LEAST = 10_500 / ONE_OF;
    private static final int CONNECTIONS = 12;
    private static final int ATTEMPTS = 5;
    private static final int SHOWN_FAULTS = 40;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(15);

    private final String url;
    private final ApiDocument document;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> codes = new ConcurrentSkipListMap<>();

    private RestCases(RunningSystem system) throws IOException, InterruptedException {
        this.url = system.url();
        this.document = new ApiDocument(new Account("", "", "", null)
                .call(url, "GET", "/v3/api-docs", null)
                .expect(200));
    }

    static void assertEachIsAnsweredAndNothingIsLost(RunningSystem system) throws Exception {
        new RestCases(system).run();
    }

    private void run() throws Exception {
        RestTargets targets = RestTargets.create(url, document);
        Bystanders bystanders = Bystanders.meet(url);
        List<RestCase> cases = new GeneratedRequests(document, SEED, ONE_OF).all(targets::right, LEAST);
        long began = System.nanoTime();
        try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS + 1)) {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> all = IntStream.range(0, CONNECTIONS)
                    .<Future<?>>mapToObj(_ -> senders.submit(() -> send(cases, next)))
                    .toList();
            bystanders.talkUntil(() -> all.stream().allMatch(Future::isDone));
            for (Future<?> sender : all) {
                sender.get();
            }
        }
        System.out.printf(
                "%d generated requests, seed %d, in %.1f s: %s%n",
                cases.size(), SEED, (System.nanoTime() - began) / 1e9, codes);
        assertThat(faults.stream().limit(SHOWN_FAULTS))
                .as("seed %d, faults: %d", SEED, faults.size())
                .isEmpty();
        assertThat(codes)
                .containsKeys(
                        "200",
                        "201",
                        "204",
                        "invalid_request",
                        "invalid_id",
                        "malformed_json",
                        "token_missing",
                        "token_invalid",
                        "not_found",
                        "method_not_allowed",
                        "unsupported_media_type",
                        "payload_too_large",
                        "chat_not_found");
        assertThat(codes.getOrDefault("rate_limited", new AtomicInteger()).get())
                .as("answers that hide others")
                .isLessThan(cases.size() / 50);
        bystanders.assertNothingIsLost();
    }

    @SuppressWarnings("try") // A closed connection opens anew with the next request.
    private Void send(List<RestCase> cases, AtomicInteger next) throws IOException {
        try (RestConnection connection = new RestConnection(url)) {
            for (int i = next.getAndIncrement(); i < cases.size(); i = next.getAndIncrement()) {
                RestCase request = cases.get(i);
                try {
                    check(request, connection);
                } catch (IOException | RuntimeException e) {
                    faults.add(request + ": " + e);
                    connection.close();
                }
            }
        }
        return null;
    }

    private void check(RestCase request, RestConnection connection) throws IOException {
        long began = System.nanoTime();
        ApiAnswer answer = connection.ask(request.bytes(), request.method().equals("HEAD"));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        for (int attempt = 1; answer.isUnavailable() && attempt < ATTEMPTS; attempt++) {
            answer = connection.ask(request.bytes(), request.method().equals("HEAD"));
        }
        codes.computeIfAbsent(
                        answer.code().isEmpty() ? Integer.toString(answer.status()) : answer.code(),
                        _ -> new AtomicInteger())
                .incrementAndGet();
        if (answer.status() >= 500) {
            faults.add(request + ": " + answer.status() + " " + answer.text());
        }
        if (took.compareTo(ANSWERED_WITHIN) > 0) {
            faults.add(request + ": answered after " + took);
        }
        faults(request, answer).forEach(fault -> faults.add(request + ": " + fault));
    }

    private List<String> faults(RestCase request, ApiAnswer answer) {
        if (answer.status() >= 400 && !request.method().equals("HEAD")) {
            if (!answer.mediaType().equals("application/problem+json")) {
                return List.of("no problem but " + answer.status() + " " + answer.mediaType() + " " + answer.text());
            }
            if (ErrorCode.find(answer.code())
                    .filter(code -> code.status() == answer.status())
                    .isEmpty()) {
                return List.of("undocumented refusal " + answer.status() + " " + answer.text());
            }
        }
        return request.own() ? document.faults(request.operation(), answer) : List.of();
    }
}
