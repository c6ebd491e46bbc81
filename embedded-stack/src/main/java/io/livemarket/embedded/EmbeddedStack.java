package io.livemarket.embedded;

import java.util.Optional;

/**
 * The Kafka and the document store that integration tests run on: embedded ones, or those that
 * {@code LIVEMARKET_KAFKA_BOOTSTRAP} and {@code LIVEMARKET_MONGODB_URI} name, of which nothing is started or stopped.
 */
public final class EmbeddedStack implements AutoCloseable {

    /** Environment variable: the bootstrap servers of a Kafka to use instead of an embedded one. */
    public static final String KAFKA_VARIABLE = "LIVEMARKET_KAFKA_BOOTSTRAP";

    /** Environment variable: the URI of a MongoDB to use instead of an embedded store. */
    public static final String MONGODB_VARIABLE = "LIVEMARKET_MONGODB_URI";

    private final String bootstrapServers;
    private final String mongoUri;
    private final Optional<EmbeddedKafka> kafka;
    private final Optional<EmbeddedMongo> mongo;

    private EmbeddedStack() {
        Optional<String> givenKafka = environment(KAFKA_VARIABLE);
        Optional<String> givenMongo = environment(MONGODB_VARIABLE);
        kafka = givenKafka.isPresent() ? Optional.empty() : Optional.of(EmbeddedKafka.builder().start());
        mongo = givenMongo.isPresent() ? Optional.empty() : Optional.of(EmbeddedMongo.start());
        bootstrapServers = givenKafka.orElseGet(() -> kafka.orElseThrow().bootstrapServers());
        mongoUri = givenMongo.orElseGet(() -> mongo.orElseThrow().uri());
    }

    /**
     * The one stack of this JVM, started by whoever asks first and stopped with the JVM. Tests share it, so each uses
     * topics, groups and databases of its own. A test that breaks a part ({@link #kafka()}) starts its own instead.
     */
    public static EmbeddedStack shared() {
        return Shared.STACK;
    }

    /** A stack of the caller's own. */
    public static EmbeddedStack start() {
        return new EmbeddedStack();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The store's URI without a database. */
    public String mongoUri() {
        return mongoUri;
    }

    /** The embedded broker, to break it; empty when the environment names another. */
    public Optional<EmbeddedKafka> kafka() {
        return kafka;
    }

    /** The embedded store, to break it; empty when the environment names another. */
    public Optional<EmbeddedMongo> mongo() {
        return mongo;
    }

    @Override
    public void close() {
        mongo.ifPresent(EmbeddedMongo::close);
        kafka.ifPresent(EmbeddedKafka::close);
    }

    private static Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    private static final class Shared {

        static final EmbeddedStack STACK = new EmbeddedStack();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(STACK::close, "embedded-stack-stop"));
        }
    }
}
