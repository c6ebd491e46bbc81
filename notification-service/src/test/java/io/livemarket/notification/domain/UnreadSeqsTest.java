package io.livemarket.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnreadSeqsTest {

    @Test
    void countsExactlyTheUnreadMessages() {
        Random random = new Random(11);
        for (int run = 0; run < 200; run++) {
            UnreadSeqs unread = UnreadSeqs.NONE;
            TreeSet<Long> model = new TreeSet<>();
            long read = 0;
            for (long seq = 1; seq <= 300; seq++) {
                if (random.nextInt(3) > 0) { // Otherwise it is one's own.
                    unread = unread.add(seq);
                    model.add(seq);
                }
                if (random.nextInt(10) == 0) {
                    read = Math.max(read, random.nextLong(seq) + 1);
                    unread = unread.read(read);
                    model.headSet(read, true).clear();
                }
                if (random.nextInt(5) == 0) {
                    long deleted = random.nextLong(seq + 2);
                    UnreadSeqs before = unread;
                    unread = unread.remove(deleted);
                    assertThat(unread != before).isEqualTo(model.remove(deleted));
                }
                assertThat(unread.count()).isEqualTo(model.size());
                assertThat(unread.newest()).isEqualTo(model.isEmpty() ? 0 : model.last());
            }
        }
    }

    @Test
    void neverGoesBelowNothing() {
        assertThat(UnreadSeqs.NONE.read(7).count()).isZero();
        assertThat(UnreadSeqs.NONE.add(3).read(100).read(2).count()).isZero();
    }

    @Test
    void readMessagesTakeNoRoom() {
        UnreadSeqs unread = UnreadSeqs.NONE.add(1).read(1).add(1_000_000);
        assertThat(unread.words()).hasSize(1);
        assertThat(unread.count()).isEqualTo(1);
    }

    @Test
    void aChatNeverReadTakesAtMostItsSpan() {
        UnreadSeqs unread = UnreadSeqs.NONE.add(1).add(2).add(UnreadSeqs.SPAN + 1L);
        assertThat(unread.count()).isEqualTo(2);
        assertThat(unread.words()).hasSizeLessThanOrEqualTo(UnreadSeqs.SPAN / Long.SIZE);
        UnreadSeqs later = unread.add(9_000_000_000L);
        assertThat(later.count()).isEqualTo(1);
        assertThat(later.newest()).isEqualTo(9_000_000_000L);
    }
}
