package io.livemarket.kit.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings that all services share, under {@code livemarket}. {@code service-kit.yml} documents each beside its
 * default.
 *
 * @param service this service's name, {@code chat-service}
 * @param instance this instance's name, unique in the cluster and stable across restarts where there is local state
 * @param dataDir where an instance keeps local state; may be lost, at the price of a longer start
 */
@Validated
@ConfigurationProperties("livemarket")
public record LiveMarketProperties(
        @NotBlank String service,
        @NotBlank String instance,
        @NotNull Path dataDir,
        @Valid @NotNull Kafka kafka,
        @Valid @NotNull Mongodb mongodb,
        @Valid @NotNull Auth auth,
        @Valid @DefaultValue Web web,
        @Valid @DefaultValue Engine engine) {

    @ConstructorBinding
    public LiveMarketProperties {}

    /** Settings whose engines keep no standbys. */
    public LiveMarketProperties(
            String service, String instance, Path dataDir, Kafka kafka, Mongodb mongodb, Auth auth, Web web) {
        this(service, instance, dataDir, kafka, mongodb, auth, web, new Engine(false));
    }

    /**
     * @param bootstrapServers Kafka's addresses, {@code host:port,…}
     * @param partitions partitions of the topics made here, 1–1,000; event topics keep the number they were made with
     * @param replicationFactor copies of each record of the topics made here; -1 for the cluster's default
     * @param properties further client settings, such as TLS and SASL, handed to every client as they are
     * @param createTopics whether a service makes the topics that are missing; off where operators make them
     */
    public record Kafka(
            @NotBlank String bootstrapServers,
            @Min(1) @Max(1000) int partitions,
            @Min(-1) short replicationFactor,
            @DefaultValue Map<String, String> properties,
            @DefaultValue("true") boolean createTopics) {

        @ConstructorBinding
        public Kafka {}

        /** Settings under which missing topics are made. */
        public Kafka(String bootstrapServers, int partitions, short replicationFactor, Map<String, String> properties) {
            this(bootstrapServers, partitions, replicationFactor, properties, true);
        }
    }

    /**
     * @param uri MongoDB's address, {@code mongodb://…}
     * @param prefix what the names of the services' databases begin with
     * @param sslBundle the name of a bundle under {@code spring.ssl.bundle} for TLS to the store; empty for what the
     *     URI and the JVM say
     */
    public record Mongodb(
            @NotBlank String uri,
            @NotBlank String prefix,
            @DefaultValue("") String sslBundle) {

        @ConstructorBinding
        public Mongodb {}

        /** A store without a bundle of its own. */
        public Mongodb(String uri, String prefix) {
            this(uri, prefix, "");
        }
    }

    /**
     * @param issuer the tokens' {@code iss}
     * @param audience the tokens' {@code aud}
     * @param jwksUri where the public keys are
     */
    public record Auth(
            @NotBlank String issuer,
            @NotBlank String audience,
            @NotBlank String jwksUri) {}

    /**
     * @param publicPaths paths of this service that need no token, as {@code METHOD /pattern} or {@code /pattern}
     * @param maxBody a larger request body is refused
     */
    public record Web(
            @DefaultValue List<String> publicPaths,
            @DefaultValue("512KB") DataSize maxBody) {}

    /**
     * @param standby whether each instance also keeps the state of the partitions that others own, so that it takes
     *     them over at once. Costs what folding costs: each event is read and stored once per instance
     */
    public record Engine(@DefaultValue("false") boolean standby) {}
}
