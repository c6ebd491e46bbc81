package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEndsTest {

    private static final Instant NOW = Instant.parse("2026-07-24T10:00:00Z");

    private record End(String key, int revision, Instant at) {}

    private final List<End> notified = new ArrayList<>();

    @Test
    void aRightEndsOnce() {
        RecentEnds<String, End> ends = ends(RecentEnds.Kind.once(End::key, End::at));
        ends.add(new End("a", 1, NOW));
        ends.add(new End("a", 2, NOW));
        assertThat(ends.find("a")).contains(new End("a", 1, NOW));
        assertThat(notified).containsExactly(new End("a", 1, NOW));
    }

    @Test
    void aNewerEndSurvivesTheRemovalOfAnOlderOne() {
        RecentEnds<String, End> ends =
                ends(new RecentEnds.Kind<>(End::key, End::at, (known, end) -> end.revision() > known.revision()));
        ends.add(new End("a", 1, NOW));
        ends.add(new End("a", 2, NOW));
        ends.add(new End("a", 1, NOW));
        ends.add(new End("b", 1, NOW));
        assertThat(ends.size()).isEqualTo(2);
        assertThat(ends.find("a")).contains(new End("a", 2, NOW));
    }

    @Test
    void anEndOlderThanAnyTokenIsNotKept() {
        RecentEnds<String, End> ends = ends(RecentEnds.Kind.once(End::key, End::at));
        ends.add(new End("a", 1, NOW.minus(Duration.ofHours(25))));
        assertThat(ends.isEmpty()).isTrue();
        assertThat(notified).isEmpty();
    }

    @Test
    void theEarliestEndIsForgottenBeyondTheCapacity() {
        RecentEnds<String, End> ends = ends(RecentEnds.Kind.once(End::key, End::at));
        ends.add(new End("a", 1, NOW));
        ends.add(new End("b", 1, NOW));
        ends.add(new End("c", 1, NOW));
        assertThat(ends.size()).isEqualTo(2);
        assertThat(ends.find("a")).isEmpty();
        assertThat(ends.find("c")).isPresent();
    }

    private RecentEnds<String, End> ends(RecentEnds.Kind<String, End> kind) {
        RecentEnds<String, End> ends = new RecentEnds<>(Clock.fixed(NOW, ZoneOffset.UTC), 2, kind);
        ends.onEnd(notified::add);
        return ends;
    }
}
