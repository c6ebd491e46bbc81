package io.livemarket.moderation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reports of messages that do not exist: a log in which each look takes all the time that it is given. */
class EvidenceSearchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Duration> reads = new ArrayList<>();
    private final UUID mallory = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private long now;
    private Runnable onReading = () -> { };
    private final EvidenceSearch search = new EvidenceSearch((_, bounds, _) -> {
        reads.add(bounds.time());
        onReading.run();
        now += bounds.time().toNanos();
        return EventLog.End.TIME;
    }, Duration.ofSeconds(10), () -> now);

    @Test
    void madeUpMessagesFromManyTimesCostOneSearch() {
        assertThat(report(mallory, 20)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(reads).containsExactly(EvidenceSearch.MOST_TIME);
    }

    @Test
    void aUserHasSoMuchTimeInAMinute() {
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(report(bob, 1)).as("another user's").isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(report(mallory, 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(reads).hasSize(4);
    }

    @Test
    void ofOneUserOneSearchIsUnderWay() {
        List<ErrorCode> meanwhile = new ArrayList<>();
        onReading = () -> {
            onReading = () -> { };
            meanwhile.add(report(mallory, 1));
            meanwhile.add(report(bob, 1));
        };
        report(mallory, 1);
        assertThat(meanwhile).containsExactly(ErrorCode.RATE_LIMITED, ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void whoIsRefusedBecauseOthersSearchLosesNoTime() {
        onReading = () -> {
            onReading = () -> {
                onReading = () -> { };
                assertThat(report(UUID.randomUUID(), 1)).as("a third one at once").isEqualTo(ErrorCode.RATE_LIMITED);
            };
            report(bob, 1);
        };
        report(mallory, 1);
        assertThat(report(UUID.randomUUID(), 1)).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    private ErrorCode report(UUID reporter, int messages) {
        List<UUID> ids = IntStream.range(0, messages).mapToObj(day -> sentAt(START.plus(Duration.ofDays(day)))).toList();
        return catchThrowableOfType(ApiException.class, () -> search.find(reporter, UUID.randomUUID(), ids)).code();
    }

    private static UUID sentAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000000000000000L);
    }
}
