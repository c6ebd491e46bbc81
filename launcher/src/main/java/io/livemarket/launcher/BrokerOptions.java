package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the broker of a command: the embedded broker of a stopped system, or a cluster. */
final class BrokerOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:LIVEMARKET_KAFKA_BOOTSTRAP}",
            description =
                    "A Kafka of your own instead of the embedded one of --data. · Un Kafka propio en lugar del incorporado.")
    private @Nullable String kafka;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "With --kafka: a file of client properties (security.protocol, …)."
                    + " · Con --kafka: un archivo de propiedades del cliente.")
    private @Nullable Path config;

    /**
     * The cluster's address, {@code host:port}.
     *
     * @throws IllegalStateException when the broker is the embedded one
     */
    String address() {
        if (kafka == null || kafka.isBlank()) {
            throw new IllegalStateException("The command uses the embedded broker");
        }
        return kafka;
    }

    /** The work of a command on a broker. */
    interface Use {
        void with(Map<String, Object> client) throws Exception;
    }

    /** Whether the broker is a cluster, and not the embedded one. */
    boolean isCluster() {
        return kafka != null && !kafka.isBlank();
    }

    /** Carries out the work on the cluster. */
    void useCluster(Use use) throws Exception {
        Logs.warningsOnly();
        Map<String, Object> client = new HashMap<>();
        if (config != null) {
            Properties properties = new Properties();
            try (Reader file = Files.newBufferedReader(config)) {
                properties.load(file);
            } catch (IOException e) {
                throw new LaunchRefused(
                        Bilingual.of("Cannot read %s: %s", "No se puede leer %s: %s", config, e.getMessage()));
            }
            properties.forEach((name, value) -> client.put(name.toString(), value));
        }
        client.put("bootstrap.servers", address());
        use.with(client);
    }

    /**
     * Starts the embedded broker alone on a folder, carries out the work, and stops the broker. The caller holds the
     * data directory's lock.
     */
    static void useEmbedded(Path folder, Path logs, Use use) throws Exception {
        Logs.configure(logs, Logs.SHARED);
        try (EmbeddedKafka broker = EmbeddedKafka.builder()
                .dataDir(folder)
                .logFile(Logs.file(logs, KafkaPart.NAME))
                .start()) {
            use.with(Map.of("bootstrap.servers", broker.bootstrapServers()));
        }
    }
}
