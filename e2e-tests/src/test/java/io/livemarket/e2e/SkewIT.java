package io.livemarket.e2e;

import static io.livemarket.e2e.EverythingThatWrites.patiently;
import static io.livemarket.e2e.SkewedConversation.DECIDERS;
import static io.livemarket.e2e.SkewedConversation.ROUNDS;
import static io.livemarket.e2e.SkewedConversation.send;
import static io.livemarket.e2e.SkewedSystem.NEW;
import static io.livemarket.e2e.SkewedSystem.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The twelfth guarantee: a rolling upgrade from the last release (n) to the working tree (n + 1). Services of n run
 * alone first, then those of n + 1 beside them over one broker, then n + 1 alone. Fifteen JVMs take minutes to start.
 */
@EnabledIfSystemProperty(named = "skew.tests", matches = "true", disabledReason = "switched on by -Dskew.tests=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SkewIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SCENARIOS_AT_ONCE = 2;

    private SkewedSystem system;
    private SkewedConversation people;
    private String first;

    @BeforeAll
    void startTheOldAndThenTheNew(@TempDir Path data) throws Exception {
        system = new SkewedSystem(data, LastRelease.classPath());
        system.start(OLD);
        people = new SkewedConversation(system);
        first = people.openGroup(OLD);
        try (ListeningDevice device = ListeningDevice.connect(system.gateway(OLD), people.ana())) {
            send(device, first, "of the old alone");
        }
        system.start(NEW);
        await("both versions decide")
                .atMost(LIMIT)
                .until(() -> ChatDeciders.of(system.kafka()).copies().equals(DECIDERS));
    }

    /** Tokens are good for a quarter of an hour. */
    @BeforeEach
    void logIn() throws Exception {
        people.logIn();
    }

    @AfterAll
    void stopEverything() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void oneConversationThroughBothVersionsIsWholeOnBothSides() throws Exception {
        people.openChatsThatBothDecide();
        try (ListeningDevice old = ListeningDevice.connect(system.gateway(OLD), people.ana());
                ListeningDevice fresh = ListeningDevice.connect(system.gateway(NEW), people.bea())) {
            for (String chat : people.chats()) {
                people.converse(chat, old, fresh);
            }
        }
        people.assertWellAndWhole(people.chats(), 2 * ROUNDS);
        assertThat(people.ana().history(system.gateway(NEW), first))
                .extracting(message -> message.path("content").asString())
                .containsExactly("of the old alone");
    }

    /** Every scenario of the real client, whose sockets and requests take turns between the two gateways. */
    @Test
    @Order(2)
    void everyScenarioHoldsAcrossAnOldAndANewGateway() throws Exception {
        Optional<NodeClient> node = NodeClient.install();
        Assumptions.assumeTrue(node.isPresent(), "skipped: there is no Node 18 or newer to run socket.io-client");
        String gateways = system.gateway(OLD) + "," + system.gateway(NEW);
        Map<String, String> failed = new ConcurrentSkipListMap<>();
        Set<String> scenarios = node.get().scenarios().keySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(SCENARIOS_AT_ONCE)) {
            List<Future<?>> runs = new ArrayList<>();
            for (String scenario : scenarios) {
                runs.add(threads.submit(() -> {
                    NodeClient.Result result = node.get().runBesideAnEarlierVersion(scenario, gateways, "websocket");
                    if (result.exit() != 0) {
                        failed.put(scenario, result.output());
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        assertThat(scenarios).isNotEmpty();
        assertThat(failed).isEmpty();
    }

    @Test
    @Order(3)
    void bothVersionsTolerateLaterFieldsAndTypes() throws Exception {
        try (ListeningDevice old = ListeningDevice.connect(system.gateway(OLD), people.ana());
                ListeningDevice fresh = ListeningDevice.connect(system.gateway(NEW), people.bea());
                FutureRecords future = new FutureRecords(system.kafka())) {
            for (String chat : people.chats()) {
                String copy = future.copyOf(chat);
                for (ListeningDevice device : List.of(old, fresh)) {
                    await("messages with unknown fields")
                            .atMost(LIMIT)
                            .untilAsserted(() -> assertThat(device.places(copy)).containsExactly(1L, 2L));
                }
                future.ask(chat);
                future.send(chat, "with an unknown field");
                for (ListeningDevice device : List.of(old, fresh)) {
                    await("a command with an unknown field")
                            .atMost(LIMIT)
                            .untilAsserted(() -> assertThat(device.places(chat)).containsExactly(2L * ROUNDS + 1));
                }
                people.assertWellAndWhole(List.of(copy), 2);
            }
        }
        people.assertWellAndWhole(people.chats(), 2 * ROUNDS + 1);
    }

    @Test
    @Order(4)
    void whileTheOldLeavesNothingThatWasAcknowledgedIsLost() throws Exception {
        List<String> sent = new ArrayList<>();
        String chat = people.openGroup(NEW);
        try (ListeningDevice device = ListeningDevice.connect(system.gateway(NEW), people.ana())) {
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> system.stop(OLD));
            while (!stopped.isDone() || sent.size() < ROUNDS) {
                String content = "while the old leaves " + sent.size();
                Map<String, String> message = Map.of(
                        "chatId",
                        chat,
                        "content",
                        content,
                        "clientMessageId",
                        UUID.randomUUID().toString());
                await("an acknowledgement")
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(100))
                        .untilAsserted(() -> assertThat(
                                        device.ask("message:send", message).toString())
                                .contains("\"ok\":true"));
                sent.add(content);
            }
            stopped.get();
        }
        await("the new decides everything")
                .atMost(LIMIT)
                .until(() -> ChatDeciders.of(system.kafka()).copies().equals(Set.of("chat-2")));
        await("the new is healthy")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(system.unhealthy()).isEmpty());
        assertThat(patiently(() -> people.bea().history(system.gateway(NEW), chat)))
                .extracting(message -> message.path("content").asString())
                .containsExactlyElementsOf(sent);
    }
}
