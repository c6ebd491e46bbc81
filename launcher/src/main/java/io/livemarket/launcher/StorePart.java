package io.livemarket.launcher;

import io.livemarket.embedded.EmbeddedMongo;
import io.livemarket.embedded.SnapshotSchedule;
import io.livemarket.kit.projection.AppliedOffsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The embedded document store, in this JVM. The store continues from its last snapshot, unless the snapshot contradicts
 * Kafka's topics; missing documents are made again from the topics.
 */
final class StorePart implements Part {

    static final String NAME = "store";

    private static final Duration SNAPSHOT_PAUSE = Duration.ofSeconds(30);

    private final int port;
    private final Path directory;
    private final SourceCluster cluster;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private @Nullable EmbeddedMongo mongo;
    private @Nullable SnapshotSchedule snapshots;
    private boolean stopped;

    /**
     * @param directory folder of the snapshots
     * @param cluster the cluster that the read models are made from
     */
    StorePart(int port, Path directory, SourceCluster cluster) {
        this.port = port;
        this.directory = directory;
        this.cluster = cluster;
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
    public void start() throws InterruptedException {
        EmbeddedMongo restored = EmbeddedMongo.restore(port, directory);
        Optional<String> origin = restored.origin();
        if (origin.isPresent()) {
            cluster.contradiction(origin.get(), AppliedOffsets.furthest(restored.everywhere(AppliedOffsets.COLLECTION)))
                    .ifPresent(restored::refill);
        }
        synchronized (this) {
            if (!stopped) {
                restored.startAgain();
                mongo = restored;
                snapshots = new SnapshotSchedule(restored, cluster::id, SNAPSHOT_PAUSE);
            }
        }
    }

    /**
     * Stops the store; called after the end of every service and before the end of Kafka, so that the last snapshot is
     * whole.
     */
    @Override
    public synchronized void stop() {
        stopped = true;
        if (mongo != null && snapshots != null) {
            mongo.stop();
            snapshots.close();
            mongo.close();
        }
    }

    /** False: the store shares this JVM with the other parts, and the reason of its end may last. */
    @Override
    public boolean canStartAgain() {
        return false;
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
