package io.livemarket.file.upload;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What one listing of the bucket found: how many objects, how many of them are of no file, and the first files of
 * those.
 */
final class FoundOrphans {

    private final int limit;
    private final Set<UUID> first = new LinkedHashSet<>();
    private long objects;
    private long orphans;

    /** @param limit how many files are kept */
    FoundOrphans(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a page of the listing.
     *
     * @param page the file of each object
     * @param unknown those of the files that no event knows
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

    /** Whether more objects would go than would stay. */
    boolean areMost() {
        return orphans > objects - orphans;
    }

    /** The files of the first objects that are of no file, as many as are kept. */
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
