package io.livemarket.presence.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The queries of statuses and connections. A status is shown only to chat partners without a block. */
public final class PresenceQueries {

    private final MongoCollection<Document> statuses;
    private final MongoCollection<Document> pairs;
    private final ConnectionBuckets connections;
    private final ConnectionDevices devices;
    private final BiPredicate<UUID, UUID> blocked;

    /** @param blocked whether one of two users blocks the other */
    public PresenceQueries(MongoDatabase database, BiPredicate<UUID, UUID> blocked) {
        this.statuses = database.getCollection(StatusDocument.COLLECTION);
        this.pairs = database.getCollection(PartnersProjection.COLLECTION);
        this.connections = new ConnectionBuckets(database);
        this.devices = new ConnectionDevices(database);
        this.blocked = blocked;
    }

    /**
     * The statuses of users as the caller may see them, each once, in the order given. Users without a common chat,
     * users who block the caller or are blocked, and unknown users look alike.
     */
    public List<StatusView> statuses(UUID caller, Collection<UUID> users) {
        Set<UUID> asked = new LinkedHashSet<>(users);
        Set<String> visible = visible(caller, asked);
        Map<String, StatusDocument> found = new HashMap<>();
        if (!visible.isEmpty()) {
            for (Document document : statuses.find(Filters.in("_id", visible))) {
                StatusDocument status = StatusDocument.read(document);
                found.put(status.user(), status);
            }
        }
        return asked.stream()
                .map(user -> {
                    StatusDocument status = found.get(user.toString());
                    return status == null ? StatusView.nothingOf(user) : StatusView.of(user, status);
                })
                .toList();
    }

    /** Whether the read model shows that a user shares a chat with each of the others. */
    public boolean hasMet(UUID user, Collection<UUID> others) {
        Set<String> wanted = others.stream()
                .filter(other -> !other.equals(user))
                .map(other -> PartnersProjection.pair(user, other))
                .collect(Collectors.toSet());
        return wanted.isEmpty() || met(wanted).size() == wanted.size();
    }

    /**
     * The pairs that exist. The documents are read and not counted: a count is an aggregation, for which the embedded
     * store reads every document.
     */
    private Set<String> met(Collection<String> wanted) {
        Set<String> met = new HashSet<>();
        pairs.find(Filters.in(PartnersProjection.PAIR, wanted))
                .forEach(pair -> met.add(pair.getString(PartnersProjection.PAIR)));
        return met;
    }

    private Set<String> visible(UUID caller, Set<UUID> asked) {
        Map<String, UUID> candidates = asked.stream()
                .filter(user -> !user.equals(caller) && !blocked.test(caller, user))
                .collect(Collectors.toMap(user -> PartnersProjection.pair(caller, user), user -> user));
        Set<String> visible = new LinkedHashSet<>();
        if (asked.contains(caller)) {
            visible.add(caller.toString());
        }
        if (!candidates.isEmpty()) {
            Set<String> met = met(candidates.keySet());
            candidates.forEach((pair, user) -> {
                if (met.contains(pair)) {
                    visible.add(user.toString());
                }
            });
        }
        return visible;
    }

    /**
     * A user's own connections, newest first.
     *
     * @param before the version of the last connection on the page before; absent for the first page
     * @param noted waits until the devices of all connections that were logged before the call are known
     */
    public Page<ConnectionView> connections(UUID user, @Nullable Long before, int limit, Runnable noted) {
        Document document = statuses.find(Filters.eq("_id", user.toString())).first();
        if (document == null) {
            return new Page<>(List.of(), null);
        }
        StatusDocument status = StatusDocument.read(document);
        long end = before == null ? status.version() + 1 : Math.min(before, status.version() + 1);
        List<ConnectionBuckets.Entry> found = connections.before(user, status.first(), end, limit + 1);
        List<ConnectionBuckets.Entry> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? Long.toString(page.getLast().version()) : null;
        return new Page<>(withDevices(user, page, noted), next);
    }

    /** The views with their devices; a connection that an earlier version logged has its device in the log. */
    private List<ConnectionView> withDevices(UUID user, List<ConnectionBuckets.Entry> page, Runnable noted) {
        List<Long> without = page.stream()
                .filter(entry -> entry.view().device() == null)
                .map(ConnectionBuckets.Entry::version)
                .toList();
        if (without.isEmpty()) {
            return page.stream().map(ConnectionBuckets.Entry::view).toList();
        }
        noted.run();
        Map<Long, String> known = devices.of(user, without);
        return page.stream()
                .map(entry ->
                        entry.view().device() == null ? entry.view().from(known.get(entry.version())) : entry.view())
                .toList();
    }
}
