package io.livemarket.embedded;

import java.net.URI;

/** Containers that run nowhere: a stack hands their addresses out, and closes them. */
public final class RecordedParts implements ContainerParts {

    static int closed;

    @Override
    public String images() {
        return "none";
    }

    @Override
    public String kafka() {
        return "kafka.container:9092";
    }

    @Override
    public String mongo() {
        return "mongodb://mongo.container:27017";
    }

    @Override
    public S3Endpoint s3() {
        return new S3Endpoint(URI.create("http://s3.container:8333"), S3Credentials.random());
    }

    @Override
    public void close() {
        closed++;
    }
}
