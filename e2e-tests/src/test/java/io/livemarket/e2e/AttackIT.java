package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on the running system, on this machine alone, and what a bystander's messages take before, meanwhile and afterwards. Ratios are asserted,
 * since times are the machine's. Takes two minutes; the figures are printed, for {@code docs/security.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "attack.tests", matches = "true", disabledReason = "switched on by -Dattack.tests=true")
class AttackIT {

    private static final int SOCKETS = 20;
    private static final int PER_SECOND = 35;
    private static final int SAMPLES = 200;
    /** It was 400, of the medians, before waiting commands were limited. */
    private static final double MOST = 10;

    private RunningSystem system;
    private Account bystander;
    private String chat;

    /** What a message took, in milliseconds. */
    private record Figures(double p50, double p99) {

        @Override
        public String toString() {
            return "p50 %.0f ms, p99 %.0f ms".formatted(p50, p99);
        }
    }

    @BeforeAll
    void startEverything(@TempDir Path data) throws Exception {
        system = RunningSystem.start(data);
        bystander = Account.register(system.url(), "bystander");
        Account other = Account.register(system.url(), "other");
        chat = bystander.call(system.url(), "POST", "/chats", Map.of("type", "private", "participants", List.of(other.id())))
                .body().path("id").asString();
        measure(SAMPLES); // The first ones run code that is not compiled yet.
    }

    @AfterAll
    void stopEverything() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void messagesToMadeUpUsersSlowNobodyElse() throws Exception {
        List<SocketClient> attackers = new ArrayList<>();
        Figures before = measure(SAMPLES);
        Figures meanwhile;
        try (ScheduledExecutorService pacer = Executors.newScheduledThreadPool(2)) {
            for (int account = 0; account < 2; account++) {
                Account attacker = Account.register(system.url(), "attacker");
                for (int i = 0; i < SOCKETS; i++) {
                    SocketClient socket = SocketClient.connect(system.url(), attacker.token());
                    attackers.add(socket);
                    pacer.scheduleAtFixedRate(() -> socket.emit("message:send", Map.of("to", UUID.randomUUID(), "content", "hello")),
                            0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
                }
            }
            meanwhile = measure(SAMPLES);
            pacer.shutdownNow();
        } finally {
            attackers.forEach(SocketClient::close);
        }
        Figures after = measure(SAMPLES);
        System.out.printf("messages to made-up users: before %s; meanwhile %s; afterwards %s%n", before, meanwhile, after);
        assertThat(meanwhile.p50() / before.p50()).as("median meanwhile ÷ before").isLessThan(MOST);
        assertThat(meanwhile.p99() / before.p99()).as("p99 meanwhile ÷ before").isLessThan(MOST);
        assertThat(after.p50() / before.p50()).as("median afterwards ÷ before").isLessThan(MOST / 2);
    }

    /** Each message is accepted. */
    private Figures measure(int messages) throws Exception {
        double[] took = new double[messages];
        for (int i = 0; i < messages; i++) {
            long began = System.nanoTime();
            bystander.call(system.url(), "POST", "/chats/" + chat + "/messages", Map.of("type", "text", "content", "message " + i)).expect(201);
            took[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(took);
        return new Figures(took[messages / 2], took[messages * 99 / 100]);
    }
}
