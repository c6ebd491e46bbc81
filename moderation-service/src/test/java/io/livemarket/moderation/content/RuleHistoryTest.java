package io.livemarket.moderation.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.moderation.content.RuleHistory.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Changes of a rule outlive the compaction of their topic, the latest 200 of each. */
class RuleHistoryTest {

    private static final UUID RULE = new UUID(1, 1);

    private final RuleHistory history = new RuleHistory();

    @Test
    void theNewestChangeComesFirst() {
        history.add(change(1), RULE.toString());
        history.add(change(2), RULE + ":0");
        assertThat(history.newestFirst()).extracting(Change::version).containsExactly(2L, 1L);
    }

    /** A compacted topic keeps the newest record of each key: the latest changes are left, whenever they are read again. */
    @Test
    void whatCompactionLeavesIsTheLatestChanges() {
        Map<String, Change> compacted = new LinkedHashMap<>();
        RuleHistory writing = history;
        for (int version = 1; version <= 1_000; version++) {
            String key = writing.nextKey(RULE);
            compacted.remove(key);
            compacted.put(key, change(version));
            writing.add(change(version), key);
            if (version % 130 == 0) {
                RuleHistory again = new RuleHistory();
                compacted.forEach((kept, change) -> again.add(change, kept));
                writing = again;
            }
        }
        assertThat(compacted).hasSize(RuleHistory.MOST);
        assertThat(compacted.values()).extracting(Change::version).first().isEqualTo(801L);
        assertThat(writing.newestFirst()).hasSize(RuleHistory.MOST).extracting(Change::version).startsWith(1_000L, 999L).endsWith(801L);
    }

    private static Change change(long version) {
        return Change.of(new RuleDefined(RULE, "scam", 3, RuleAction.FLAG, "text " + version, true, new UUID(2, 2), Instant.EPOCH), version);
    }
}
