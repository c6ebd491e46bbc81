package io.livemarket.moderation.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.livemarket.events.Json;
import io.livemarket.kit.projection.ThrottledWrites;
import io.livemarket.kit.projection.VersionedModel;
import io.livemarket.kit.projection.WriteThrottle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Reads and writes views as documents: the fields of the view's JSON, and its id as {@code _id}. Views are written
 * rarely, so the conversion by JSON is cheap enough.
 */
final class Documents<T> {

    private static final JsonWriterSettings PLAIN =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private final MongoCollection<Document> collection;
    private final Class<T> type;

    Documents(MongoCollection<Document> collection, Class<T> type) {
        this.collection = collection;
        this.type = type;
    }

    Optional<T> find(UUID id) {
        return Optional.ofNullable(
                        collection.find(Filters.eq("_id", id.toString())).first())
                .map(this::read);
    }

    T read(Document document) {
        return Json.read(document.toJson(PLAIN).getBytes(StandardCharsets.UTF_8), type);
    }

    Document document(UUID id, T view) {
        Document document = Document.parse(new String(Json.bytes(view), StandardCharsets.UTF_8));
        document.put("_id", id.toString());
        return document;
    }

    /** Writes a view unless the store has this version of it or a later one. */
    void putNewer(UUID id, T view, long version) {
        Document document = document(id, view).append(VersionedModel.VERSION, version);
        new ThrottledWrites(WriteThrottle.NONE)
                .write(
                        collection,
                        List.of(new ReplaceOneModel<>(
                                Filters.and(
                                        Filters.eq("_id", id.toString()),
                                        Filters.not(Filters.gte(VersionedModel.VERSION, version))),
                                document,
                                new ReplaceOptions().upsert(true))));
    }
}
