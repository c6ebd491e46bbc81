package io.livemarket.presence.projection;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The stored status of one user.
 *
 * @param version the version of the last applied event
 * @param first the version of the first applied event, or of the event that forgot all earlier ones: there is no
 *     connection with an earlier version
 * @param lastSeenAt absent before the user first went offline, and for a deleted account
 */
public record StatusDocument(
        String user,
        long version,
        long first,
        boolean online,
        @Nullable Instant lastSeenAt) {

    static final String COLLECTION = "statuses";
    static final String VERSION = "version";

    /** The status before the first event, which has the version {@code first}. */
    static StatusDocument before(String user, long first) {
        return new StatusDocument(user, first - 1, first, false, null);
    }

    static StatusDocument read(Document d) {
        Date lastSeenAt = d.getDate("lastSeenAt");
        return new StatusDocument(
                d.getString("_id"),
                d.get(VERSION, Number.class).longValue(),
                d.get("first", Number.class).longValue(),
                d.getBoolean("online", false),
                lastSeenAt == null ? null : lastSeenAt.toInstant());
    }

    Document write() {
        Document document = new Document("_id", user)
                .append(VERSION, version)
                .append("first", first)
                .append("online", online);
        if (lastSeenAt != null) {
            document.append("lastSeenAt", Date.from(lastSeenAt));
        }
        return document;
    }

    StatusDocument cameOnline(long newVersion) {
        return new StatusDocument(user, newVersion, first, true, lastSeenAt);
    }

    StatusDocument wentOffline(long newVersion, Instant newLastSeenAt) {
        return new StatusDocument(user, newVersion, first, false, newLastSeenAt);
    }

    /** The status of a deleted account: without connections, and without the time at which the user was last seen. */
    StatusDocument forgotten(long newVersion) {
        return new StatusDocument(user, newVersion, newVersion, false, null);
    }

    StatusDocument logged(long newVersion) {
        return new StatusDocument(user, newVersion, first, online, lastSeenAt);
    }
}
