package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The TypeScript client: its tests against its fake server, the contract that fake and real server fulfil alike, and
 * what it promises while the broker is killed. {@link SeveralGatewaysIT} kills gateway and decider.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypeScriptClientIT {

    private TypeScriptClient client;
    private RunningSystem system;

    @BeforeAll
    void startEverything(@TempDir Path data) throws IOException, InterruptedException {
        Optional<TypeScriptClient> compiled = TypeScriptClient.compile();
        Assumptions.assumeTrue(
                compiled.isPresent(), "skipped: there is no Node 20 or newer to run the TypeScript client");
        client = compiled.get();
        system = RunningSystem.start(data);
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (system != null) {
            system.close();
        }
    }

    List<String> testFiles() throws IOException {
        return TypeScriptClient.testFiles();
    }

    @ParameterizedTest
    @MethodSource("testFiles")
    void holdsWithoutAServer(String file) throws IOException, InterruptedException {
        assertPassed(client.test(file, Map.of()));
    }

    @Test
    void fulfilsTheContractWithTheRealServer() throws IOException, InterruptedException {
        assertPassed(client.test("system/contract.test.js", Map.of("LIVEMARKET_URL", system.url())));
    }

    @Test
    void losesNothingWhenTheBrokerIsKilledInMidSend() throws IOException, InterruptedException {
        assertPassed(client.killing(system, system.url(), "kafka"));
    }

    private static void assertPassed(NodeClient.Result result) {
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
