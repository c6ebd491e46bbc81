package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The running system as front-end developers meet it, in one JVM and with the real client: what depends on the
 * transport, over those that do not begin as a websocket. Over websockets {@link SeveralGatewaysIT} runs every
 * scenario.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketIoClientIT {

    private NodeClient node;
    private RunningSystem system;

    @BeforeAll
    void startEverything(@TempDir Path data) throws IOException, InterruptedException {
        Optional<NodeClient> installed = NodeClient.install();
        Assumptions.assumeTrue(installed.isPresent(), "skipped: there is no Node 18 or newer to run socket.io-client");
        node = installed.get();
        system = RunningSystem.start(data);
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (system != null) {
            system.close();
        }
    }

    Stream<Arguments> scenarios() throws IOException, InterruptedException {
        return node.scenarios().entrySet().stream()
                .flatMap(scenario -> scenario.getValue().stream()
                        .filter(mode -> !mode.equals("websocket"))
                        .map(mode -> Arguments.of(scenario.getKey(), mode)));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("scenarios")
    void holdsWithTheRealClient(String scenario, String mode) throws IOException, InterruptedException {
        NodeClient.Result result = node.run(scenario, system.url(), mode);

        assertThat(result.exit()).as(result.output()).isZero();
    }
}
