package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/**
 * Stores files that are evidence ({@code evidence}, one document per file of a case) and the views of them that were
 * granted ({@code evidence-views}, by the hash of the view's secret). Every look-up uses {@code _id} or an index.
 */
public final class EvidenceDocuments {

    /** The retention of a view after its end, during which its address is answered {@code url_expired}. */
    public static final Duration VIEWS_KEPT = Duration.ofHours(1);

    static final String EVIDENCE = "evidence";
    private static final String ID = "_id";
    private static final String CASE = "caseId";
    private static final String USER = "userId";
    private static final String FILE = "fileId";
    private static final String SIZE = "size";
    /** Whether a copy of the file exists. */
    private static final String KEPT = "kept";

    private static final String VERSION = "version";
    /** The time at which the copy is removed; absent while the case is open. */
    private static final String RELEASE_AT = "releaseAt";

    private static final String UNTIL = "until";

    private final MongoCollection<Document> evidence;
    private final MongoCollection<Document> views;

    public EvidenceDocuments(MongoDatabase database) {
        this.evidence = database.getCollection(EVIDENCE);
        this.views = database.getCollection("evidence-views");
    }

    /** Creates the indexes if they do not exist. */
    public void createIndexes() {
        evidence.createIndex(Indexes.ascending(USER));
        evidence.createIndex(Indexes.ascending(CASE));
        evidence.createIndex(Indexes.ascending(RELEASE_AT));
        views.createIndex(Indexes.ascending(UNTIL));
    }

    /** A file of a case. */
    public record Place(UUID caseId, UUID fileId) {}

    /** The number of copied files, and the sum of their bytes. */
    record Held(int files, long bytes) {}

    /**
     * A file of a case.
     *
     * @param size bytes
     */
    public record Evidence(Place place, String name, String contentType, long size) {}

    /** A view that a moderator was granted. */
    public record View(Place place, Instant until) {}

    boolean isKnown(Place place) {
        return evidence.find(eq(ID, id(place))).first() != null;
    }

    /** The copies of one case. */
    Held ofCase(UUID caseId) {
        return held(evidence.find(eq(CASE, caseId.toString())));
    }

    /** The copies of all cases about one user. */
    Held ofUser(UUID userId) {
        return held(evidence.find(eq(USER, userId.toString())));
    }

    private static Held held(Iterable<Document> documents) {
        int files = 0;
        long bytes = 0;
        for (Document document : documents) {
            if (document.getBoolean(KEPT, false)) {
                files++;
                bytes += document.getLong(SIZE);
            }
        }
        return new Held(files, bytes);
    }

    /**
     * Adds a file of a case. A file that is already known stays unchanged.
     *
     * @param version the version of the reported user's events
     * @param kept whether a copy exists
     */
    void add(UUID userId, long version, Evidence file, boolean kept) {
        evidence.updateOne(
                eq(ID, id(file.place())),
                Updates.combine(
                        Updates.setOnInsert(CASE, file.place().caseId().toString()),
                        Updates.setOnInsert(FILE, file.place().fileId().toString()),
                        Updates.setOnInsert(USER, userId.toString()),
                        Updates.setOnInsert("name", file.name()),
                        Updates.setOnInsert("contentType", file.contentType()),
                        Updates.setOnInsert(SIZE, file.size()),
                        Updates.setOnInsert(KEPT, kept),
                        Updates.setOnInsert(VERSION, version)),
                new UpdateOptions().upsert(true));
    }

    /** Closes a case, whose copies are removed at {@code releaseAt}. An older version changes nothing. */
    void close(UUID caseId, long version, Instant releaseAt) {
        evidence.updateMany(
                and(eq(CASE, caseId.toString()), lt(VERSION, version)),
                Updates.combine(Updates.set(VERSION, version), Updates.set(RELEASE_AT, Date.from(releaseAt))));
    }

    /** Opens a case again, so that its copies stay. An older version changes nothing. */
    void reopen(UUID caseId, long version) {
        evidence.updateMany(
                and(eq(CASE, caseId.toString()), lt(VERSION, version)),
                Updates.combine(Updates.set(VERSION, version), Updates.unset(RELEASE_AT)));
    }

    void addView(String grant, Place place, Instant until) {
        views.replaceOne(
                eq(ID, grant),
                new Document(ID, grant)
                        .append(CASE, place.caseId().toString())
                        .append(FILE, place.fileId().toString())
                        .append(UNTIL, Date.from(until)),
                new ReplaceOptions().upsert(true));
    }

    /** The view whose secret has this hash. */
    public Optional<View> view(String grant) {
        return Optional.ofNullable(views.find(eq(ID, grant)).first())
                .map(document ->
                        new View(place(document), document.getDate(UNTIL).toInstant()));
    }

    /** A file of a case; empty without a copy. */
    public Optional<Evidence> find(Place place) {
        return Optional.ofNullable(evidence.find(eq(ID, id(place))).first())
                .filter(document -> document.getBoolean(KEPT, false))
                .map(document -> new Evidence(
                        place, document.getString("name"), document.getString("contentType"), document.getLong(SIZE)));
    }

    /** The files whose copies are due for removal, at most {@code most}. */
    public List<Place> due(Instant now, int most) {
        List<Place> due = new ArrayList<>();
        evidence.find(and(exists(RELEASE_AT), lte(RELEASE_AT, Date.from(now))))
                .limit(most)
                .forEach(document -> due.add(place(document)));
        return due;
    }

    /** Deletes the document of a file whose copy is removed. */
    public void delete(Place place) {
        evidence.deleteOne(eq(ID, id(place)));
    }

    /** Deletes the views that ended before a time. */
    public void deleteViews(Instant endedBefore) {
        views.deleteMany(lt(UNTIL, Date.from(endedBefore)));
    }

    private static Place place(Document document) {
        return new Place(UUID.fromString(document.getString(CASE)), UUID.fromString(document.getString(FILE)));
    }

    private static String id(Place place) {
        return place.caseId() + ":" + place.fileId();
    }
}
