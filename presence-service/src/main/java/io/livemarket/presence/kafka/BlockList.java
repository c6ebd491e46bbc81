package io.livemarket.presence.kafka;

import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementChange.Blocked;
import io.livemarket.kit.enforcement.EnforcementChange.Suspended;
import io.livemarket.kit.enforcement.EnforcementChange.SuspensionEnded;
import io.livemarket.kit.enforcement.EnforcementChange.Unblocked;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The blocks in force, in memory. Thread-safe. */
public final class BlockList {

    private final Set<Block> blocks = ConcurrentHashMap.newKeySet();

    private record Block(UUID by, UUID of) {}

    /** Whether one of two users blocks the other. */
    public boolean between(UUID one, UUID other) {
        return blocks.contains(new Block(one, other)) || blocks.contains(new Block(other, one));
    }

    /** Applies a change of the blocks that moderation-service enforces. */
    public void apply(EnforcementChange change) {
        switch (change) {
            case Blocked b -> blocks.add(new Block(b.userId(), b.blockedUserId()));
            case Unblocked u -> blocks.remove(new Block(u.userId(), u.blockedUserId()));
            case Suspended _, SuspensionEnded _ -> {}
        }
    }
}
