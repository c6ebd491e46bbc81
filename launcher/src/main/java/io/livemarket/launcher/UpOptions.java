package io.livemarket.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a system's start. */
final class UpOptions {

    private static final int PARTITIONS_FOR_COPIES = 4;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description =
                    "Port of the gateway: REST and Socket.IO (default ${DEFAULT-VALUE}). · Puerto de la pasarela.")
    int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address that the gateway listens on (default ${DEFAULT-VALUE}); 0.0.0.0 for every one."
                    + " · Dirección en la que escucha la pasarela.")
    String host;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Where data, logs and secrets are kept (default: data). · Dónde se guardan los datos.")
    Path data = DataDirectory.defaultPath();

    @Option(names = "--processes", description = "One JVM per service instead of one for all. · Una JVM por servicio.")
    boolean processes;

    @Option(
            names = "--replicas",
            paramLabel = "SERVICE=N",
            description = "With --processes: how many copies of a service. · Con --processes: copias de un servicio.")
    Map<String, Integer> replicas = new LinkedHashMap<>();

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:LIVEMARKET_KAFKA_BOOTSTRAP}",
            description = "A Kafka of your own instead of the embedded one (or LIVEMARKET_KAFKA_BOOTSTRAP)."
                    + " · Un Kafka propio.")
    @Nullable
    String kafka;

    @Option(
            names = "--mongodb",
            paramLabel = "URI",
            defaultValue = "${env:LIVEMARKET_MONGODB_URI}",
            description = "A MongoDB of your own instead of the embedded store (or LIVEMARKET_MONGODB_URI)."
                    + " · Un MongoDB propio.")
    @Nullable
    String mongodb;

    @Option(
            names = "--s3",
            paramLabel = "ENDPOINT",
            defaultValue = "${env:LIVEMARKET_S3_ENDPOINT}",
            description =
                    "An S3 server of your own instead of the embedded one (or LIVEMARKET_S3_ENDPOINT); its keys in"
                            + " LIVEMARKET_S3_ACCESSKEY and LIVEMARKET_S3_SECRETKEY. · Un servidor S3 propio.")
    @Nullable
    String s3;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "Partitions of the topics that the embedded Kafka does not have yet; as many copies of a service share"
                            + " the work (default: 1, or 4 with --replicas). · Particiones de los temas nuevos.")
    @Nullable
    Integer partitions;

    /**
     * A user name that gets both roles, beside the names in the environment. No option sets it: users choose their
     * names.
     */
    Optional<String> staff = Optional.empty();

    /**
     * The number of partitions. Each partition is decided in transactions of its own, so that each further partition
     * costs the single broker requests for no more messages; several partitions serve several copies of a service.
     */
    int partitions() {
        if (partitions != null) {
            return partitions;
        }
        return hasCopies() ? PARTITIONS_FOR_COPIES : 1;
    }

    /** Whether a service has more than one copy, so that one can take over the partitions of another. */
    boolean hasCopies() {
        return replicas.values().stream().anyMatch(copies -> copies > 1);
    }

    Optional<String> kafka() {
        return given(kafka);
    }

    Optional<String> mongodb() {
        return given(mongodb);
    }

    Optional<String> s3() {
        return given(s3);
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
