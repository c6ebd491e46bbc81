package io.livemarket.containers;

import io.livemarket.embedded.ContainerParts;
import io.livemarket.embedded.EmbeddedStartException;
import io.livemarket.embedded.S3Credentials;
import io.livemarket.embedded.S3Endpoint;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/** Kafka, MongoDB and S3 in containers of the engine that Testcontainers finds. Thread-safe. */
public final class TestcontainersParts implements ContainerParts {

    private @Nullable KafkaContainer kafka;
    private @Nullable MongoDBContainer mongo;
    private @Nullable GenericContainer<?> s3;
    private final S3Credentials s3User = S3Credentials.random();

    @Override
    public String images() {
        return String.join(", ", Images.KAFKA, Images.MONGO, Images.S3);
    }

    @Override
    public synchronized String kafka() {
        if (kafka == null) {
            kafka = started(Containers.kafka(), Images.KAFKA);
        }
        return kafka.getBootstrapServers();
    }

    @Override
    public synchronized String mongo() {
        if (mongo == null) {
            mongo = started(Containers.mongo(), Images.MONGO);
        }
        return mongo.getConnectionString();
    }

    @Override
    public synchronized S3Endpoint s3() {
        if (s3 == null) {
            s3 = started(Containers.s3(s3User), Images.S3);
        }
        return new S3Endpoint(
                URI.create("http://" + s3.getHost() + ":" + s3.getMappedPort(Containers.S3_PORT)), s3User);
    }

    private static <C extends GenericContainer<?>> C started(C container, String image) {
        try {
            container.start();
            return container;
        } catch (RuntimeException e) {
            container.stop();
            throw new EmbeddedStartException(
                    "The container of " + image + " did not start: " + rootOf(e).getMessage(), e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public synchronized void close() {
        Stream.of(kafka, mongo, s3).filter(container -> container != null).forEach(GenericContainer::stop);
    }
}
