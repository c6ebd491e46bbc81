package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Which broker a command reads or writes: the embedded one of a stopped system, or a cluster. */
final class BrokerOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:LIVEMARKET_KAFKA_BOOTSTRAP}",
            description =
                    "A Kafka of your own instead of the embedded one of --data. · Un Kafka propio en lugar del incorporado.")
    private String kafka;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "With --kafka: a file of client properties (security.protocol, …)."
                    + " · Con --kafka: un archivo de propiedades del cliente.")
    private Path config;

    /** The cluster's address. */
    String address() {
        return kafka;
    }

    /** Uses a broker. */
    interface Use {
        void with(Map<String, Object> client) throws Exception;
    }

    /** Whether it is a cluster, and not the embedded broker. */
    boolean isCluster() {
        return kafka != null && !kafka.isBlank();
    }

    /** Uses the cluster. */
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
        client.put("bootstrap.servers", kafka);
        use.with(client);
    }

    /**
     * Starts the embedded broker alone on a folder, and stops it afterwards. The data directory's lock must be held.
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
