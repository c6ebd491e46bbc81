package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks on the running system, on this machine alone, and what a bystander's messages take before, meanwhile and
 * afterwards. Ratios are asserted, since times are the machine's; the times are printed as a table, for
 * {@code docs/security.md}, and kept in {@code target/attacks.md}. Takes some minutes, and needs a machine that does
 * nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
        named = "attack.tests",
        matches = "true",
        disabledReason = "switched on by -Dattack.tests=true")
class AttackIT {

    private static final int SAMPLES = 200;
    private static final int MOST_REPEATS = 20;
    /** It was 400, of the medians, before waiting commands were limited. */
    private static final double MOST = 10;

    private static final Path TABLE = RunningSystem.root().resolve("e2e-tests/target/attacks.md");

    private final List<String> table = new ArrayList<>(List.of(
            "| attack | a bystander's p50 and p99 before, in ms | meanwhile | afterwards | `unavailable` meanwhile |",
            "|---|---|---|---|---|"));
    private RunningSystem system;
    private Account bystander;
    private String chat;

    /**
     * What messages took, in milliseconds, from the first request to the one that was accepted.
     *
     * @param repeats requests that were answered with {@code unavailable}, and sent again
     */
    private record Figures(double p50, double p99, int repeats) {

        @Override
        public String toString() {
            return "%.0f, %.0f".formatted(p50, p99);
        }
    }

    @BeforeAll
    void startEverything(@TempDir Path data) throws Exception {
        system = RunningSystem.start(data);
        bystander = Account.register(system.url(), "bystander");
        Account other = Account.register(system.url(), "other");
        chat = bystander
                .call(system.url(), "POST", "/chats", Map.of("type", "private", "participants", List.of(other.id())))
                .body()
                .path("id")
                .asString();
        measure(SAMPLES); // The first ones run code that is not compiled yet.
    }

    @AfterAll
    void stopEverything() throws IOException {
        Files.write(TABLE, table);
        System.out.println(String.join("\n", table));
        if (system != null) {
            system.close();
        }
    }

    static Set<String> attacks() {
        return Attacks.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void anAttackSlowsNoOtherUser(String name) throws Exception {
        Figures before = measure(SAMPLES);
        Figures meanwhile;
        try (Attacks _ = Attacks.begin(system.url(), Attacks.ALL.get(name))) {
            meanwhile = measure(SAMPLES);
        }
        Figures after = measure(SAMPLES);
        table.add("| %s | %s | %s | %s | %d of %d |"
                .formatted(name, before, meanwhile, after, meanwhile.repeats(), SAMPLES));
        assertThat(meanwhile.p50() / before.p50())
                .as("median meanwhile ÷ before")
                .isLessThan(MOST);
        assertThat(meanwhile.p99() / before.p99()).as("p99 meanwhile ÷ before").isLessThan(MOST);
        assertThat(after.p50() / before.p50()).as("median afterwards ÷ before").isLessThan(MOST / 2);
    }

    private Figures measure(int messages) throws Exception {
        double[] took = new double[messages];
        int repeats = 0;
        for (int i = 0; i < messages; i++) {
            long began = System.nanoTime();
            repeats += send(Map.of("type", "text", "content", "message " + i, "clientMessageId", began + "-" + i));
            took[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(took);
        return new Figures(took[messages / 2], took[messages * 99 / 100], repeats);
    }

    /** Each message is accepted, if not at once; how often it was not. */
    private int send(Map<String, Object> message) throws Exception {
        for (int repeats = 0; ; repeats++) {
            Account.Answer answer = bystander.call(system.url(), "POST", "/chats/" + chat + "/messages", message);
            if (!answer.isUnavailable() || repeats == MOST_REPEATS) {
                answer.expect(201);
                return repeats;
            }
        }
    }
}
