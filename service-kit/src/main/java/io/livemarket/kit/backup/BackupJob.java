package io.livemarket.kit.backup;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands {@code backup DIRECTORY} and {@code restore DIRECTORY} for a cluster, in the image of any service: the
 * settings of the Kafka clients come from the environment and from files of secrets, as those of the services do.
 */
public final class BackupJob {

    private static final String SERVERS = "LIVEMARKET_KAFKA_BOOTSTRAPSERVERS";
    private static final String PROPERTIES = "LIVEMARKET_KAFKA_PROPERTIES_";
    private static final String SECRETS = "LIVEMARKET_SECRETS";
    private static final String SECRET_PROPERTY = "livemarket.kafka.properties.";
    private static final String REPLICATION = "LIVEMARKET_REPLICATION";

    private BackupJob() {}

    /** @param args {@code backup} or {@code restore}, and the backup's folder */
    public static void main(String[] args) throws IOException, InterruptedException {
        // Without Spring Boot, Logback's default level is DEBUG.
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        System.exit(run(args, System.getenv(), System.out::println));
    }

    /**
     * Runs a command.
     *
     * @return the exit code: 0 after success, 1 after a refusal, 2 for unknown arguments
     */
    static int run(String[] args, Map<String, String> environment, Consumer<String> out)
            throws IOException, InterruptedException {
        if (args.length != 2 || !environment.containsKey(SERVERS)) {
            out.accept("Usage: backup DIRECTORY | restore DIRECTORY, with " + SERVERS + " in the environment");
            return 2;
        }
        Map<String, Object> client = client(environment);
        Path folder = Path.of(args[1]);
        try {
            switch (args[0]) {
                case "backup" ->
                    out.accept("Backed up %d records to %s"
                            .formatted(
                                    new Backup(client, folder, Backup.WATCH, out)
                                            .take(Optional.empty())
                                            .records(),
                                    folder));
                case "restore" ->
                    out.accept("Restored and compared %d records from %s"
                            .formatted(
                                    new Restore(client, folder, replication(environment), out)
                                            .topics()
                                            .records(),
                                    folder));
                default -> {
                    out.accept("It is backup or restore, not " + args[0]);
                    return 2;
                }
            }
            return 0;
        } catch (BackupRefusedException e) {
            out.accept(e.getMessage());
            return 1;
        }
    }

    private static Optional<Short> replication(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(REPLICATION)).map(Short::valueOf);
    }

    /**
     * The settings of Kafka's clients: {@code LIVEMARKET_KAFKA_PROPERTIES_SASL_MECHANISM} is {@code sasl.mechanism}; a
     * secret is a file with the name of its property.
     */
    static Map<String, Object> client(Map<String, String> environment) throws IOException {
        Map<String, Object> client = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PROPERTIES)) {
                client.put(
                        name.substring(PROPERTIES.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        Path secrets = Path.of(environment.getOrDefault(SECRETS, "/run/secrets/livemarket"));
        if (Files.isDirectory(secrets)) {
            try (Stream<Path> files = Files.find(
                    secrets, 2, (file, _) -> file.getFileName().toString().startsWith(SECRET_PROPERTY))) {
                files.forEach(file ->
                        client.put(file.getFileName().toString().substring(SECRET_PROPERTY.length()), text(file)));
            }
        }
        Optional.ofNullable(environment.get(SERVERS)).ifPresent(servers -> client.put("bootstrap.servers", servers));
        return client;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
