package io.livemarket.embedded;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store with MongoDB's wire protocol, in this JVM's memory, on a loopback port. The store can be stopped and started
 * with its data kept, as in an outage. With a directory it also reads and writes snapshots, so that a later JVM
 * continues from there; documents that are missing in a snapshot are made again from Kafka.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

    private final InetSocketAddress address;
    private final Optional<StoreSnapshot> snapshot;
    private KeptBackend backend = new KeptBackend();
    private Optional<SnapshotManifest> restored = Optional.empty();
    private @Nullable MongoServer server;

    private EmbeddedMongo(int port, Optional<Path> directory) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.snapshot = directory.map(StoreSnapshot::new);
    }

    /** Starts an empty store on a free port. */
    public static EmbeddedMongo start() {
        return start(LoopbackPorts.anyFree());
    }

    /**
     * Starts an empty store.
     *
     * @throws EmbeddedStartException when the port is taken
     */
    public static EmbeddedMongo start(int port) {
        EmbeddedMongo mongo = new EmbeddedMongo(port, Optional.empty());
        mongo.startAgain();
        return mongo;
    }

    /** Reads the snapshot in this directory, if there is a usable one, and does not serve yet. */
    public static EmbeddedMongo restore(int port, Path directory) {
        EmbeddedMongo mongo = new EmbeddedMongo(port, Optional.of(directory));
        mongo.restore();
        return mongo;
    }

    private synchronized void restore() {
        long begun = System.nanoTime();
        try {
            snapshot.orElseThrow().read().ifPresent(loaded -> {
                backend = loaded.backend();
                restored = Optional.of(loaded.manifest());
                log.info(
                        "The document store's snapshot of {} was read in {} ms",
                        loaded.manifest().at(),
                        Duration.ofNanos(System.nanoTime() - begun).toMillis());
            });
        } catch (SnapshotUnusable e) {
            refill(e.getMessage());
        }
    }

    /** Names the log that the restored documents were made from; empty when no snapshot was restored. */
    public synchronized Optional<String> origin() {
        return restored.map(SnapshotManifest::origin);
    }

    /** The documents of the collections of this name in every database. */
    public synchronized List<Map<String, Object>> everywhere(String collection) {
        return List.copyOf(backend.everywhere(collection));
    }

    /** Discards the restored documents, for a reason that is logged: read models are rebuilt from Kafka. */
    public synchronized void refill(String reason) {
        if (server != null) {
            throw new IllegalStateException("The store serves already");
        }
        log.warn("The document store's snapshot is not used, and read models are made again from Kafka: {}", reason);
        backend = new KeptBackend();
        restored = Optional.empty();
    }

    /**
     * Drops a database.
     *
     * @return its collections, each with the number of its documents
     */
    public synchronized Map<String, Integer> drop(String database) {
        Map<String, Integer> held = backend.counts(database);
        backend.dropDatabase(database);
        return held;
    }

    /**
     * Writes the store's documents into its directory. When that fails, the snapshot before it stays.
     *
     * @param origin names the log that the documents were made from
     * @return false when no document had changed
     */
    public boolean snapshot(String origin) throws IOException {
        StoreSnapshot to = snapshot.orElseThrow(() -> new IllegalStateException("The store has no directory"));
        KeptBackend from;
        synchronized (this) {
            from = backend;
        }
        synchronized (to) {
            return to.write(from, origin);
        }
    }

    /** {@code mongodb://127.0.0.1:port}, without a database, unchanged by every {@link #startAgain()}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /** Closes every connection and refuses new ones; the data stays. Does nothing on a stopped store. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdownNow();
            server = null;
        }
    }

    /**
     * Serves again on the port and the data that it had before the stop. Does nothing on a store that serves.
     *
     * @throws EmbeddedStartException when another process took the port in between
     */
    public synchronized void startAgain() {
        if (server != null) {
            return;
        }
        MongoServer starting = new MongoServer(backend);
        try {
            starting.bind(address);
        } catch (Exception e) { // Netty throws a BindException that no signature declares.
            String reason = e instanceof BindException ? "port %d is taken".formatted(address.getPort()) : e.toString();
            throw new EmbeddedStartException("The embedded document store did not start: " + reason, e);
        }
        server = starting;
    }

    @Override
    public void close() {
        stop();
    }
}
