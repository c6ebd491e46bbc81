package io.livemarket.file.upload;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The result of listing the bucket: the number of objects, the number of orphans among them, which belong to no file,
 * and the first of the orphans' file ids.
 */
final class FoundOrphans {

    private final int limit;
    private final Set<UUID> first = new LinkedHashSet<>();
    private long objects;
    private long orphans;

    /** @param limit the most file ids that are kept */
    FoundOrphans(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a page of the listing.
     *
     * @param page the file id of each object
     * @param unknown those of the file ids that are in no event
     */
    void add(Collection<UUID> page, Set<UUID> unknown) {
        objects += page.size();
        for (UUID fileId : page) {
            if (unknown.contains(fileId)) {
                orphans++;
                if (first.size() < limit) {
                    first.add(fileId);
                }
            }
        }
    }

    /** Whether more than half of the objects are orphans. */
    boolean areMost() {
        return orphans > objects - orphans;
    }

    /** The file ids of the first orphans, up to the limit. */
    Set<UUID> first() {
        return first;
    }

    long objects() {
        return objects;
    }

    long orphans() {
        return orphans;
    }
}
