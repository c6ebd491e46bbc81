package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.e2e.RunningSystem.Gateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each service a process of its own and two gateways, between which the sockets and requests of a scenario take turns:
 * what holds on one gateway holds across two.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralGatewaysIT {

    private static final String GATEWAYS = "gateways";

    private NodeClient node;
    private RunningSystem system;

    @BeforeAll
    void startEverything(@TempDir Path data) throws IOException, InterruptedException {
        Optional<NodeClient> installed = NodeClient.install();
        Assumptions.assumeTrue(installed.isPresent(), "skipped: there is no Node 18 or newer to run socket.io-client");
        node = installed.get();
        system = RunningSystem.start(data, "--processes", "--replicas", "gateway=2");
    }

    @AfterAll
    void stopEverything() throws IOException {
        if (system != null) {
            system.close();
        }
    }

    Set<String> scenarios() throws IOException, InterruptedException {
        return node.scenarios().keySet();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = GATEWAYS, mode = ResourceAccessMode.READ)
    @ParameterizedTest
    @MethodSource("scenarios")
    void holdsAcrossTwoGateways(String scenario) throws IOException, InterruptedException {
        String gateways = system.gateways().stream().map(Gateway::url).collect(Collectors.joining(","));

        NodeClient.Result result = node.run(scenario, gateways, "websocket");

        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    @ResourceLock(GATEWAYS)
    void killedGatewayAndDeciderLoseNothingOfTheClient() throws IOException, InterruptedException {
        Optional<TypeScriptClient> client = TypeScriptClient.compile();
        Assumptions.assumeTrue(
                client.isPresent(), "skipped: there is no Node 20 or newer to run the TypeScript client");
        Gateway gateway = system.gateways().getFirst();

        NodeClient.Result result = client.get().killing(system, gateway.url(), gateway.name(), "chat");

        assertThat(result.exit()).as(result.output()).isZero();
    }

    @Test
    @ResourceLock(GATEWAYS)
    void usersOfAFrozenGatewayAreSoonAwayAndReturn() throws IOException, InterruptedException {
        Gateway lives = system.gateways().get(0);
        Gateway freezes = system.gateways().get(1);

        NodeClient.Result result = node.run(
                "aGatewayThatFreezesTakesItsUsersAwayAndBringsThemBack",
                lives.url(),
                "websocket",
                freezes.url(),
                Long.toString(freezes.pid()));

        assertThat(result.exit()).as(result.output()).isZero();
    }
}
