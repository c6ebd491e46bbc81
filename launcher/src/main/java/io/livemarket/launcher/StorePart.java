package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedMongo;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The embedded document store, in this JVM. It is empty after every start: read models are rebuilt from Kafka. */
final class StorePart implements Part {

    static final String NAME = "store";

    private final int port;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private EmbeddedMongo mongo;

    StorePart(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public synchronized void start() {
        mongo = EmbeddedMongo.start(port);
    }

    @Override
    public synchronized void stop() {
        if (mongo != null) {
            mongo.close();
        }
    }

    @Override
    public CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }
}
