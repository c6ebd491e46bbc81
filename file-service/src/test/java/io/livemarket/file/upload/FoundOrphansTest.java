package io.livemarket.file.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoundOrphansTest {

    private final FoundOrphans found = new FoundOrphans(10);

    @Test
    void aFileWithTwoObjectsIsRemovedOnce() {
        UUID orphan = Ids.next();
        List<UUID> page = List.of(orphan, Ids.next(), Ids.next());
        found.add(page, Set.of(orphan));
        found.add(page, Set.of(orphan));
        assertThat(found.objects()).isEqualTo(6);
        assertThat(found.orphans()).isEqualTo(2);
        assertThat(found.first()).containsExactly(orphan);
        assertThat(found.areMost()).isFalse();
    }

    @Test
    void noMoreOrphansThanTheLimitAreKept() {
        for (int page = 0; page < 100; page++) {
            List<UUID> files = Stream.generate(Ids::next).limit(1_000).toList();
            found.add(files, Set.copyOf(files.subList(0, 400)));
        }
        assertThat(found.first()).hasSize(10);
        assertThat(found.orphans()).isEqualTo(40_000);
        assertThat(found.areMost()).isFalse();
    }

    /** As with the bucket of another installation, or after the log was lost. */
    @Test
    void moreOrphansThanFilesAreMostOfTheBucket() {
        List<UUID> files = Stream.generate(Ids::next).limit(5).toList();
        found.add(files, Set.copyOf(files.subList(0, 3)));
        assertThat(found.areMost()).isTrue();
        assertThat(new FoundOrphans(1).areMost()).as("an empty bucket").isFalse();
    }
}
