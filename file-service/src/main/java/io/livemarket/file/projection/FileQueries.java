package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** Reads files and who may read them; every look-up is by {@code _id}. */
public final class FileQueries {

    private static final String ID = "_id";

    private final MongoCollection<Document> files;
    private final MongoCollection<Document> holdings;
    private final MongoCollection<Document> chats;
    private final MongoCollection<Document> carriers;

    public FileQueries(MongoDatabase database) {
        this.files = database.getCollection(FilesProjection.FILES);
        this.holdings = database.getCollection(FilesProjection.HOLDINGS);
        this.chats = database.getCollection(ReadersProjection.CHATS);
        this.carriers = database.getCollection(ReadersProjection.CARRIERS);
    }

    /** What a user has. */
    public record Holding(int files, long bytes) {}

    /** The version of a file that is known here; 0 for none. */
    public long version(UUID fileId) {
        Document document = files.find(eq(ID, fileId.toString())).first();
        return document == null ? 0 : document.getLong("version");
    }

    /** A file that is there. */
    public Optional<FileView> find(UUID fileId) {
        return Optional.ofNullable(files.find(eq(ID, fileId.toString())).first())
                .filter(document -> !document.getBoolean("deleted", false))
                .map(FileQueries::view);
    }

    /** Whether somebody else than its owner may read a file: it was sent, by its owner, in a chat of theirs. */
    public boolean wasSentTo(UUID reader, FileView file) {
        Document carrying = carriers.find(eq(ID, file.id().toString())).first();
        if (carrying == null) {
            return false;
        }
        Set<String> sentIn = new HashSet<>();
        for (Object message : carrying.get("messages", new Document()).values()) {
            Document carrier = (Document) message;
            if (carrier.getString("senderId").equals(file.ownerId().toString())) {
                sentIn.add(carrier.getString("chatId"));
            }
        }
        if (sentIn.isEmpty()) {
            return false;
        }
        for (Document chat : chats.find(in(ID, sentIn))) {
            if (chat.getList("participants", String.class).contains(reader.toString())) {
                return true;
            }
        }
        return false;
    }

    public Holding holdingOf(UUID owner) {
        Document document = holdings.find(eq(ID, owner.toString())).first();
        Document sizes = document == null ? new Document() : document.get("files", new Document());
        return new Holding(sizes.size(),
                sizes.values().stream().mapToLong(size -> ((Number) size).longValue()).sum());
    }

    private static FileView view(Document d) {
        Integer width = d.getInteger("width");
        ImageFacts image = width == null ? null
                : new ImageFacts(width, d.getInteger("height"), d.getBoolean("thumbnail"));
        return new FileView(UUID.fromString(d.getString(ID)), UUID.fromString(d.getString("ownerId")),
                d.getString("name"), d.getString("contentType"), d.getLong("size"), d.getString("sha256"), image,
                FileScan.valueOf(d.getString("scan")), d.getDate("uploadedAt").toInstant());
    }
}
