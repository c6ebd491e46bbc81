package io.livemarket.embedded;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka, the document store and the S3 server of integration tests: containers or embedded parts, as
 * {@link TestParts} chooses, or those that {@code LIVEMARKET_KAFKA_BOOTSTRAP} and {@code LIVEMARKET_MONGODB_URI} name,
 * which are neither started nor stopped.
 */
public final class EmbeddedStack implements AutoCloseable {

    /** Environment variable: the bootstrap servers of a Kafka to use instead of a started one. */
    public static final String KAFKA_VARIABLE = "LIVEMARKET_KAFKA_BOOTSTRAP";

    /** Environment variable: the URI of a MongoDB to use instead of a started one. */
    public static final String MONGODB_VARIABLE = "LIVEMARKET_MONGODB_URI";

    private final Optional<ContainerParts> containers;
    private final Optional<String> givenKafka;
    private final Optional<String> givenMongo;
    private final Optional<EmbeddedKafka> kafka;
    private final Optional<EmbeddedMongo> mongo;
    private @Nullable EmbeddedS3 s3;

    private EmbeddedStack(TestParts parts, Optional<String> givenKafka, Optional<String> givenMongo) {
        this.givenKafka = givenKafka;
        this.givenMongo = givenMongo;
        boolean embedded = parts == TestParts.EMBEDDED;
        containers = embedded ? Optional.empty() : Optional.of(TestParts.containers());
        kafka = embedded && givenKafka.isEmpty()
                ? Optional.of(EmbeddedKafka.builder().start())
                : Optional.empty();
        mongo = embedded && givenMongo.isEmpty() ? Optional.of(EmbeddedMongo.start()) : Optional.empty();
    }

    /**
     * The one stack of this JVM, started by the first caller and stopped with the JVM. Tests share it, so that each
     * test uses topics, groups and databases of its own. A test that breaks a part uses {@link #breakable()} instead.
     */
    public static EmbeddedStack shared() {
        // Outside of the initialisation of a class, which would hide a failure.
        TestParts.chosen();
        return Shared.STACK;
    }

    /**
     * A stack whose {@link #kafka()} and {@link #mongo()} may be broken: the shared stack where both are embedded, else
     * an embedded stack beside it, which ends with the JVM.
     */
    public static EmbeddedStack breakable() {
        EmbeddedStack shared = shared();
        return shared.kafka.isPresent() && shared.mongo.isPresent() ? shared : Breakable.STACK;
    }

    /** An empty stack of the caller's own, which is not one that the environment names. */
    public static EmbeddedStack start() {
        return of(TestParts.chosen());
    }

    static EmbeddedStack of(TestParts parts) {
        return new EmbeddedStack(parts, Optional.empty(), Optional.empty());
    }

    public String bootstrapServers() {
        return givenKafka
                .or(() -> kafka.map(EmbeddedKafka::bootstrapServers))
                .orElseGet(() -> containers.orElseThrow().kafka());
    }

    /** The store's URI without a database. */
    public String mongoUri() {
        return givenMongo
                .or(() -> mongo.map(EmbeddedMongo::uri))
                .orElseGet(() -> containers.orElseThrow().mongo());
    }

    /** The S3 server, started by the first call. Tests share it, so that each test uses a bucket of its own. */
    public synchronized S3Endpoint s3() {
        if (containers.isPresent()) {
            return containers.get().s3();
        }
        if (s3 == null) {
            s3 = EmbeddedS3.start();
        }
        return new S3Endpoint(s3.endpoint(), s3.credentials());
    }

    /** The embedded broker, for tests that break it; empty where the broker is not embedded. */
    public Optional<EmbeddedKafka> kafka() {
        return kafka;
    }

    /** The embedded store, for tests that break it; empty where the store is not embedded. */
    public Optional<EmbeddedMongo> mongo() {
        return mongo;
    }

    @Override
    public synchronized void close() {
        if (s3 != null) {
            s3.close();
        }
        mongo.ifPresent(EmbeddedMongo::close);
        kafka.ifPresent(EmbeddedKafka::close);
        containers.ifPresent(ContainerParts::close);
    }

    private static Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    private static EmbeddedStack untilTheEnd(EmbeddedStack stack) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "embedded-stack-stop"));
        return stack;
    }

    private static final class Shared {
        static final EmbeddedStack STACK = untilTheEnd(
                new EmbeddedStack(TestParts.chosen(), environment(KAFKA_VARIABLE), environment(MONGODB_VARIABLE)));
    }

    private static final class Breakable {
        static final EmbeddedStack STACK = untilTheEnd(of(TestParts.EMBEDDED));
    }
}
