package io.livemarket.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way from the choice to the engine: what an engine is asked to make, and what tests see when it does not start it.
 */
class ContainerPartsIT {

    @TempDir
    private Path home;

    private final StubEngine engine = new StubEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    private String ask(String part, String dockerHost, String parts) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackOwner.class.getName(),
                        part)
                .redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", dockerHost);
        builder.environment().put("LIVEMARKET_TEST_PARTS", parts);
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        builder.environment().put("TESTCONTAINERS_CHECKS_DISABLE", "true");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private List<String> lines(String output, String beginning) {
        return output.lines().filter(line -> line.startsWith(beginning)).toList();
    }

    @Test
    void aReachableEngineStartsTheBrokerOfCompose() throws Exception {
        String output = ask("kafka", engine.address(), "auto");

        assertThat(engine.made())
                .as(output)
                .singleElement()
                .asString()
                .contains("\"Image\":\"apache/kafka:4.4.0\"")
                .contains(
                        "\"KAFKA_AUTO_CREATE_TOPICS_ENABLE=false\"",
                        "\"KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=1\"",
                        "\"KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS=500\"",
                        "\"9092/tcp\"");
        assertThat(lines(output, "FAILED "))
                .as(output)
                .containsExactly("FAILED The container of apache/kafka:4.4.0 did not start: " + answered());
        assertThat(engine.removed()).as("nothing is left behind").contains("made-1");
        assertThat(output)
                .contains(
                        "Integration tests run on containers: apache/kafka:4.4.0, mongo:8.0.13, chrislusf/seaweedfs:3.97"
                                + " (engine at " + engine.address() + ")");
    }

    private static String answered() {
        return "Status 500: {\"message\":\"" + StubEngine.REFUSAL + "\"}";
    }

    @Test
    void mongoIsAReplicaSetAndS3HasItsUser() throws Exception {
        ask("mongo", engine.address(), "containers");
        ask("s3", engine.address(), "containers");

        assertThat(engine.made())
                .satisfiesExactly(
                        mongo -> assertThat(mongo)
                                .contains("\"Image\":\"mongo:8.0.13\"", "\"--replSet\"", "\"27017/tcp\""),
                        s3 -> assertThat(s3)
                                .contains(
                                        "\"Image\":\"chrislusf/seaweedfs:3.97\"",
                                        "\"-s3.config=/etc/s3.json\"",
                                        "\"8333/tcp\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"containers", "auto"})
    void withoutAnEngineOnlyRequestedContainersFail(String parts) throws Exception {
        engine.close();
        String output = ask("kafka", engine.address(), parts);

        if (parts.equals("auto")) {
            assertThat(lines(output, "STARTED 127.0.0.1:")).as(output).hasSize(1);
            assertThat(output)
                    .contains("Integration tests run on the embedded parts: no container engine answers at ["
                            + engine.address());
        } else {
            assertThat(lines(output, "FAILED "))
                    .as(output)
                    .containsExactly("FAILED LIVEMARKET_TEST_PARTS=containers, but no container engine answers");
        }
        assertThat(engine.made()).isEmpty();
    }
}
