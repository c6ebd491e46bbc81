package io.livemarket.file.projection;

import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.file.metrics.FileMetrics;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Removes the bytes of deleted files from the object store, at least once. An outage of the store blocks the projection
 * until the store is back; no user can read the file meanwhile, because the read model has its deletion.
 */
public final class RemovalProjection implements Projection {

    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final String DELETED = EVENTS.types().nameOf(FileDeleted.class);

    private final ObjectStore store;
    private final FileMetrics metrics;
    private final Runnable evidenceKept;

    /**
     * @param evidenceKept returns when every file that was evidence before the call has its copy, and throws when that
     *     takes too long: thus a report that is committed before the deletion of a file keeps the file's copy
     */
    public RemovalProjection(ObjectStore store, FileMetrics metrics, Runnable evidenceKept) {
        this.store = store;
        this.metrics = metrics;
        this.evidenceKept = evidenceKept;
    }

    @Override
    public String name() {
        return "file-service.removals.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        if (batch.stream().anyMatch(RemovalProjection::isDeletion)) {
            evidenceKept.run();
        }
        for (int i = 0; i < batch.size(); i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            if (!isDeletion(record)) {
                continue;
            }
            try {
                EVENTS.read(record.headers(), record.value()).ifPresent(this::remove);
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordAt(i, e);
            }
        }
    }

    private static boolean isDeletion(ConsumerRecord<String, byte[]> record) {
        return DELETED.equals(Envelope.text(record.headers(), Envelope.TYPE));
    }

    private void remove(FileEvent event) {
        store.remove(event.fileId());
        if (event instanceof FileDeleted deleted) {
            metrics.removed(deleted.reason());
        }
    }
}
