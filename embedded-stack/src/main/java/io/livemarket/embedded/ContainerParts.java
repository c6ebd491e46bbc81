package io.livemarket.embedded;

/**
 * Kafka, MongoDB and S3 in containers, for tests. Each is started by the first call that asks for it, and all end with
 * {@link #close()}. The module container-stack has the one implementation; a {@link java.util.ServiceLoader} finds it.
 */
public interface ContainerParts extends AutoCloseable {

    /** The images and their versions, for the line that shows what tests run on. */
    String images();

    /**
     * The bootstrap servers of the broker.
     *
     * @throws EmbeddedStartException when it does not start
     */
    String kafka();

    /**
     * The URI of the store, without a database.
     *
     * @throws EmbeddedStartException when it does not start
     */
    String mongo();

    /**
     * The S3 server.
     *
     * @throws EmbeddedStartException when it does not start
     */
    S3Endpoint s3();

    @Override
    void close();
}
