package io.livemarket.embedded;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A store that speaks MongoDB's wire protocol, in this JVM's memory, on a loopback port. It can be stopped and started
 * with its data kept, as an outage would; the data ends with this JVM. Read models in it are rebuilt from Kafka.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private final MemoryBackend backend = new KeptBackend();
    private final InetSocketAddress address;
    private MongoServer server;

    private EmbeddedMongo(int port) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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
        EmbeddedMongo mongo = new EmbeddedMongo(port);
        mongo.startAgain();
        return mongo;
    }

    /** {@code mongodb://127.0.0.1:port}, without a database; the same after every {@link #startAgain()}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /** Cuts every connection and refuses new ones; the data stays. Does nothing when it is stopped. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdownNow();
            server = null;
        }
    }

    /**
     * Serves again on the same port with the data as it was. Does nothing when it serves already.
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

    /** A server that shuts down closes its backend, which would empty it. */
    private static final class KeptBackend extends MemoryBackend {

        @Override
        public MemoryDatabase openOrCreateDatabase(String name) {
            return new IndexedDatabase(name, getCursorRegistry());
        }

        @Override
        public void close() {
            // The data lives as long as the EmbeddedMongo that holds it.
        }
    }

    /**
     * By itself the store has unique indexes only, asks them nothing but for their own fields, and looks at every document for
     * the rest.
     */
    private static final class IndexedDatabase extends MemoryDatabase {

        IndexedDatabase(String name, CursorRegistry cursors) {
            super(name, cursors);
        }

        @Override
        protected Index<Integer> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
                boolean sparse) {
            return new FieldIndex(name, keys);
        }

        @Override
        protected Index<Integer> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
            return new UniqueIndex(name, keys, sparse);
        }
    }
}
