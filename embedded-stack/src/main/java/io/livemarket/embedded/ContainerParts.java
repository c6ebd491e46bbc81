package io.livemarket.embedded;

/**
 * Kafka, MongoDB and S3 in containers, for tests. The first request for a container starts it, and {@link #close()}
 * ends all of them. The module container-stack has the one implementation; a {@link java.util.ServiceLoader} finds it.
 */
public interface ContainerParts extends AutoCloseable {

    /** The images and their versions, for the line about the parts of the tests. */
    String images();

    /**
     * The bootstrap servers of the broker.
     *
     * @throws EmbeddedStartException when the container does not start
     */
    String kafka();

    /**
     * The URI of the store, without a database.
     *
     * @throws EmbeddedStartException when the container does not start
     */
    String mongo();

    /**
     * The S3 server.
     *
     * @throws EmbeddedStartException when the container does not start
     */
    S3Endpoint s3();

    @Override
    void close();
}
