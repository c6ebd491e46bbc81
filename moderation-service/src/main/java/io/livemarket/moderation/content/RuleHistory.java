package io.livemarket.moderation.content;

import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * What moderators made of one rule, and when: its latest {@link #MOST} changes. The topic is compacted, so that a change has a key of its own, and
 * its place in the ring of keys bounds how many are kept there.
 */
public final class RuleHistory {

    /** Changes of one rule that are kept. */
    static final int MOST = 200;

    private final Deque<Change> changes = new ArrayDeque<>();
    private int next;

    /** A rule as a moderator left it. */
    public record Change(long version, UUID moderatorId, Instant at, String category, int severity, RuleAction action, String text,
            boolean enabled) {

        static Change of(RuleDefined e, long version) {
            return new Change(version, e.moderatorId(), e.definedAt(), e.category(), e.severity(), e.action(), e.text(), e.enabled());
        }
    }

    /** @param key the record's; one of an earlier version is the rule's id alone */
    synchronized void add(Change change, String key) {
        int place = key.indexOf(':');
        next = place < 0 ? next : (Integer.parseInt(key.substring(place + 1)) + 1) % MOST;
        changes.addFirst(change);
        if (changes.size() > MOST) {
            changes.removeLast();
        }
    }

    synchronized List<Change> newestFirst() {
        return List.copyOf(changes);
    }

    /** The key of the next change: it takes the place of the oldest. */
    synchronized String nextKey(UUID ruleId) {
        return ruleId + ":" + next;
    }
}
