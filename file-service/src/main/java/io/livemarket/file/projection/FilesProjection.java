package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.projection.Projection;
import io.livemarket.kit.projection.ReadModelBehind;
import io.livemarket.kit.projection.UnreadableRecordAt;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/**
 * Files by id (collection {@code files}), and what each user holds (collection {@code holdings}: the sizes of the user's
 * files, by id). Each step is guarded by the file's version. Of a deleted file its id, owner and version stay.
 */
public final class FilesProjection implements Projection {

    static final String FILES = "files";
    static final String HOLDINGS = "holdings";

    private static final EventCodec<FileEvent> EVENTS = EventCodec.of(FileEvent.class);
    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

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
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        for (int i = 0; i < batch.size(); i++) {
            ConsumerRecord<String, byte[]> record = batch.get(i);
            Optional<FileEvent> event;
            try {
                event = EVENTS.read(record.headers(), record.value());
            } catch (UnreadableRecordException e) {
                throw new UnreadableRecordAt(i, e);
            }
            event.ifPresent(e -> apply(e, record.partition()));
        }
    }

    private void apply(FileEvent event, int partition) {
        String id = event.fileId().toString();
        Document before = files.find(eq(ID, id)).first();
        long version = before == null ? 0 : before.getLong(VERSION);
        if (event.version() <= version) {
            return;
        }
        if (event.version() != version + 1) {
            throw new ReadModelBehind(partition, "a file is at version %d, and %d comes".formatted(version, event.version()));
        }
        switch (event) {
            case FileUploaded e -> {
                holdings.updateOne(eq(ID, e.ownerId().toString()), Updates.set("files." + id, e.size()),
                        new UpdateOptions().upsert(true));
                files.replaceOne(eq(ID, id), document(e), UPSERT);
            }
            case FileAttached _, FileDetached _ ->
                files.updateOne(and(eq(ID, id), eq(VERSION, version)), Updates.set(VERSION, event.version()));
            case FileDeleted e -> {
                holdings.updateOne(eq(ID, e.ownerId().toString()), Updates.unset("files." + id));
                files.replaceOne(eq(ID, id), new Document(ID, id).append(VERSION, e.version())
                        .append("ownerId", e.ownerId().toString()).append("deleted", true), UPSERT);
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
            document.append("width", e.image().width()).append("height", e.image().height())
                    .append("thumbnail", e.image().thumbnail());
        }
        return document;
    }
}
