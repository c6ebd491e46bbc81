package io.livemarket.containers;

/** The images of the tests: those of {@code docker-compose.yml}, which a test compares. */
final class Images {

    static final String KAFKA = "apache/kafka:4.4.0";
    static final String MONGO = "mongo:8.0.13";
    static final String S3 = "chrislusf/seaweedfs:3.97";

    private Images() {}
}
