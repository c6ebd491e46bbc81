package io.livemarket.file.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.upload.BucketOwner.Ownership;
import io.livemarket.kit.web.ApiException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The owner of a bucket, also while the store or the broker is away. */
class BucketOwnerTest {

    private final Set<UUID> readModel = new HashSet<>();
    private UUID log;
    private UUID mark;
    private boolean storeIsAway;
    private boolean brokerIsAway;
    private int reads;

    private final BucketOwner.Marker marker = new BucketOwner.Marker() {
        @Override
        public Optional<UUID> read() {
            reads++;
            away(storeIsAway);
            return Optional.ofNullable(mark);
        }

        @Override
        public void write(UUID fileId) {
            away(storeIsAway);
            mark = fileId;
        }
    };
    private final BucketOwner.Recorded recorded = new BucketOwner.Recorded() {
        @Override
        public boolean has(UUID fileId) {
            return readModel.contains(fileId);
        }

        @Override
        public void awaitAll() {
            away(brokerIsAway);
            readModel.add(log);
        }
    };
    private final BucketOwner owner = new BucketOwner(marker, recorded);

    private static void away(boolean isAway) {
        if (isAway) {
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    /**
     * A read model that is made anew knows no file yet; without the broker nothing shows that its log has the marker's.
     */
    @Test
    void aBucketIsNotAnothersWhileTheBrokerIsAway() {
        mark = Ids.next();
        log = mark;
        brokerIsAway = true;
        unavailable(owner::look);
        unavailable(owner::requireNotOwnedByOther);
        brokerIsAway = false;
        assertThat(owner.look()).isEqualTo(Ownership.OURS);
        owner.requireNotOwnedByOther();
    }

    @Test
    void aFileThatIsKnownNeedsNoBroker() {
        mark = Ids.next();
        readModel.add(mark);
        brokerIsAway = true;
        assertThat(owner.look()).isEqualTo(Ownership.OURS);
        owner.requireNotOwnedByOther();
        int before = reads;
        owner.requireNotOwnedByOther();
        assertThat(reads).as("asked once").isEqualTo(before);
    }

    @Test
    void aStoreThatIsAwayIsNoUnmarkedBucket() {
        storeIsAway = true;
        unavailable(owner::look);
        unavailable(owner::requireNotOwnedByOther);
        owner.recorded(Ids.next());
        storeIsAway = false;
        assertThat(owner.look()).as("the file's upload did not mark it").isEqualTo(Ownership.UNMARKED);
        owner.recorded(Ids.next());
        assertThat(mark).isNotNull();
    }

    @Test
    void aBucketThatAnotherMarkedIsAnothers() {
        mark = Ids.next();
        assertThat(owner.look()).isEqualTo(Ownership.OTHER_INSTALLATION);
        unavailable(owner::requireNotOwnedByOther);
    }

    /**
     * Both found the bucket unmarked; the later marker is not overwritten, and the earlier installation is refused from
     * then on.
     */
    @Test
    void concurrentMarksLeaveTheBucketToOneInstallation() {
        UUID theirs = Ids.next();
        owner.requireNotOwnedByOther();
        mark = theirs;
        owner.recorded(Ids.next());
        assertThat(mark).isEqualTo(theirs);
        unavailable(owner::requireNotOwnedByOther);
    }

    private static void unavailable(Runnable call) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
