package io.livemarket.presence.projection;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/**
 * One user's status, as it is stored.
 *
 * @param version of the last event applied
 * @param first of the first one, or the one with which all before it were forgotten: no connection is kept that was
 *     logged before it
 */
public record StatusDocument(String user, long version, long first, boolean online, Instant lastSeenAt) {

    static final String COLLECTION = "statuses";
    static final String VERSION = "version";

    /** What there is before the first event, which has this version. */
    static StatusDocument before(String user, long first) {
        return new StatusDocument(user, first - 1, first, false, null);
    }

    static StatusDocument read(Document d) {
        Date lastSeenAt = d.getDate("lastSeenAt");
        return new StatusDocument(
                d.getString("_id"),
                ((Number) d.get(VERSION)).longValue(),
                ((Number) d.get("first")).longValue(),
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

    /** Of a deleted account: there are no connections, and no moment at which the user was last seen. */
    StatusDocument forgotten(long newVersion) {
        return new StatusDocument(user, newVersion, newVersion, false, null);
    }

    StatusDocument logged(long newVersion) {
        return new StatusDocument(user, newVersion, first, online, lastSeenAt);
    }
}
