package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.projection.BatchContext;
import io.livemarket.kit.projection.VersionedModel;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Projects {@code files.events} into {@code files}, one document per file, and {@code holdings}, the sizes of each
 * user's files. A deleted file keeps its id, owner and version.
 */
public final class FilesProjection implements VersionedModel<FileEvent, Document> {

    static final String FILES = "files";
    static final String HOLDINGS = "holdings";

    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final String ID = "_id";

    private final MongoCollection<Document> files;
    private final MongoCollection<Document> holdings;

    public FilesProjection(MongoDatabase database) {
        this.files = database.getCollection(FILES);
        this.holdings = database.getCollection(HOLDINGS);
    }

    @Override
    public String name() {
        return "file-service.files.v1";
    }

    @Override
    public EventCodec<FileEvent> events() {
        return EVENTS;
    }

    @Override
    public MongoCollection<Document> documents() {
        return files;
    }

    @Override
    public Document read(Document document) {
        return document;
    }

    @Override
    public Document write(Document file) {
        return file;
    }

    @Override
    public long versionOf(Document file) {
        return file.getLong(VERSION);
    }

    @Override
    public long eventVersion(FileEvent event) {
        return event.version();
    }

    @Override
    public Document skip(Document file, long version) {
        return new Document(file).append(VERSION, version);
    }

    @Override
    public Fold<FileEvent, Document> begin(BatchContext run) {
        return new Folding();
    }

    /** The fold of one batch: the holdings are written before the files. */
    private final class Folding implements Fold<FileEvent, Document> {

        private final List<UpdateOneModel<Document>> held = new ArrayList<>();

        @Override
        public @Nullable Document apply(
                @Nullable Document file, FileEvent event, ConsumerRecord<String, byte[]> record) {
            return switch (event) {
                case FileUploaded e -> {
                    hold(e.ownerId(), Updates.set(place(e), e.size()));
                    yield document(e);
                }
                case FileAttached _, FileDetached _ -> file == null ? null : skip(file, event.version());
                case FileDeleted e -> {
                    hold(e.ownerId(), Updates.unset(place(e)));
                    yield new Document(ID, e.fileId().toString())
                            .append(VERSION, e.version())
                            .append("ownerId", e.ownerId().toString())
                            .append("deleted", true);
                }
            };
        }

        /** Removes a deleted file from the holdings again: a late instance may have added it after its deletion. */
        @Override
        public void passOver(Document file, FileEvent event) {
            if (event instanceof FileUploaded e && file.getBoolean("deleted", false)) {
                hold(e.ownerId(), Updates.unset(place(e)));
            }
        }

        private static String place(FileEvent event) {
            return "files." + event.fileId();
        }

        private void hold(UUID owner, Bson change) {
            held.add(new UpdateOneModel<>(eq(ID, owner.toString()), change, new UpdateOptions().upsert(true)));
        }

        @Override
        public void writeFirst() {
            if (!held.isEmpty()) {
                holdings.bulkWrite(held);
            }
        }
    }

    private static Document document(FileUploaded e) {
        Document document = new Document(ID, e.fileId().toString())
                .append(VERSION, e.version())
                .append("ownerId", e.ownerId().toString())
                .append("deleted", false)
                .append("name", e.name())
                .append("contentType", e.contentType())
                .append("size", e.size())
                .append("sha256", e.sha256())
                .append("scan", e.scan().name())
                .append("uploadedAt", Date.from(e.uploadedAt()));
        if (e.image() != null) {
            document.append("width", e.image().width())
                    .append("height", e.image().height())
                    .append("thumbnail", e.image().thumbnail());
        }
        return document;
    }
}
