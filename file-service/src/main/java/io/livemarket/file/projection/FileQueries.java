package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;

/** Reads files, their holdings and their readers. Every look-up uses {@code _id} or an index. */
public final class FileQueries {

    private static final String ID = "_id";

    private final MongoCollection<Document> files;
    private final MongoCollection<Document> holdings;
    private final MongoCollection<Document> carried;
    private final MongoCollection<Document> avatars;
    private final ChatMembers chats;

    public FileQueries(MongoDatabase database) {
        this.files = database.getCollection(FilesProjection.FILES);
        this.holdings = database.getCollection(FilesProjection.HOLDINGS);
        this.carried = database.getCollection(ReadersProjection.CARRIED);
        this.avatars = database.getCollection(AvatarsProjection.AVATARS);
        this.chats = new ChatMembers(database);
    }

    /** The number of a user's files, and the sum of their bytes. */
    public record Holding(int files, long bytes) {}

    /** The version of a file in the read model, deleted files included; 0 for an unknown file. */
    public long version(UUID fileId) {
        Document document = files.find(eq(ID, fileId.toString())).first();
        return document == null ? 0 : document.getLong("version");
    }

    /** A file; empty for an unknown or deleted one. */
    public Optional<FileView> find(UUID fileId) {
        return Optional.ofNullable(files.find(eq(ID, fileId.toString())).first())
                .filter(document -> !document.getBoolean("deleted", false))
                .map(FileQueries::view);
    }

    /**
     * The result of looking up several files.
     *
     * @param there the available files, by id
     * @param unknown the ids without an event in the read model; a deleted file is in neither component
     */
    public record Found(Map<UUID, FileView> there, Set<UUID> unknown) {}

    /** The files with these ids, in one query. */
    public Found find(Collection<UUID> fileIds) {
        Map<UUID, FileView> there = new HashMap<>();
        Set<UUID> unknown = new HashSet<>(fileIds);
        for (Document document : files.find(in(ID, texts(fileIds)))) {
            UUID id = UUID.fromString(document.getString(ID));
            unknown.remove(id);
            if (!document.getBoolean("deleted", false)) {
                there.put(id, view(document));
            }
        }
        return new Found(there, unknown);
    }

    /** Whether the profile of the file's owner shows the file. */
    public boolean isAvatar(FileView file) {
        Document avatar = avatars.find(eq(ID, file.ownerId().toString())).first();
        return avatar != null && file.id().toString().equals(avatar.getString(AvatarsProjection.FILE));
    }

    /**
     * Whether a user other than the owner may read a file: the owner sent the file in a chat of that user, and the user
     * sees the message.
     */
    public boolean wasSentTo(UUID reader, FileView file) {
        return wasSentInPrivate(reader, file) || wasSentIn(chats.groupsOf(reader), file);
    }

    private boolean wasSentIn(Map<String, Long> groups, FileView file) {
        if (groups.isEmpty()) {
            return false;
        }
        for (Document message : carried.find(ReadersProjection.sentIn(groups.keySet(), file.id(), file.ownerId()))
                .projection(Projections.include(ReadersProjection.CHAT, ReadersProjection.SEQ))) {
            if (ReadersProjection.isShown(message, groups)) {
                return true;
            }
        }
        return false;
    }

    private boolean wasSentInPrivate(UUID reader, FileView file) {
        return carried.find(ReadersProjection.sentTo(reader, file.id(), file.ownerId()))
                        .projection(Projections.include(ID))
                        .limit(1)
                        .first()
                != null;
    }

    /** The ids of those files that their owner sent in a chat of the reader. */
    public Set<UUID> sentTo(UUID reader, Collection<FileView> sent) {
        if (sent.isEmpty()) {
            return Set.of();
        }
        Map<String, Long> groups = chats.groupsOf(reader);
        return sent.stream()
                .filter(file -> wasSentInPrivate(reader, file) || wasSentIn(groups, file))
                .map(FileView::id)
                .collect(Collectors.toSet());
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    public Holding holdingOf(UUID owner) {
        Document document = holdings.find(eq(ID, owner.toString())).first();
        Document sizes = document == null ? new Document() : document.get("files", new Document());
        return new Holding(
                sizes.size(),
                sizes.values().stream()
                        .mapToLong(size -> ((Number) size).longValue())
                        .sum());
    }

    private static FileView view(Document d) {
        Integer width = d.getInteger("width");
        ImageFacts image =
                width == null ? null : new ImageFacts(width, d.getInteger("height"), d.getBoolean("thumbnail"));
        return new FileView(
                UUID.fromString(d.getString(ID)),
                UUID.fromString(d.getString("ownerId")),
                new FileView.Content(
                        d.getString("name"), d.getString("contentType"), d.getLong("size"), d.getString("sha256")),
                image,
                FileScan.valueOf(d.getString("scan")),
                d.getDate("uploadedAt").toInstant());
    }
}
