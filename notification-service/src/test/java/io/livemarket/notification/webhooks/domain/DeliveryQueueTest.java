package io.livemarket.notification.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.notification.webhooks.domain.DeliveryQueue.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {

    private static final Instant T0 = Instant.parse("2026-11-30T10:00:00Z");
    private static final RetrySchedule RETRIES =
            new RetrySchedule(4, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10));

    private final DeliveryQueue queue = new DeliveryQueue(RETRIES, 2);
    private Instant now = T0;
    private long offset;

    private Delivery add(String lane) {
        return add(lane, 0);
    }

    private Delivery add(String lane, int partition) {
        Delivery delivery = new Delivery(
                new Delivery.Event("e" + offset, "t", lane, now.toString(), new byte[10]),
                lane,
                new Place("topic", partition, offset++));
        queue.add(delivery, now);
        return delivery;
    }

    private List<Delivery> due() {
        List<Delivery> due = new ArrayList<>();
        for (Optional<Delivery> next = queue.next(now); next.isPresent(); next = queue.next(now)) {
            due.add(next.get());
        }
        return due;
    }

    private Failure fail(Delivery delivery) {
        return queue.failed(delivery, now, null, 0);
    }

    @Test
    void aChatsEventsFollowEachOther() {
        Delivery first = add("chat-1");
        Delivery second = add("chat-1");
        assertThat(due()).containsExactly(first);
        queue.done(first, now);
        assertThat(due()).containsExactly(second);
        queue.done(second, now);
        assertThat(due()).isEmpty();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aFailedEventHoldsBackItsOwnChatAlone() {
        Delivery failing = add("chat-1");
        Delivery behind = add("chat-1");
        Delivery other = add("chat-2");
        Delivery otherNext = add("chat-2");
        assertThat(due()).containsExactly(failing, other);
        assertThat(fail(failing)).isEqualTo(new Failure.Retried(T0.plusSeconds(10)));
        queue.done(other, now);
        assertThat(due()).containsExactly(otherNext);
        assertThat(queue.due()).contains(T0.plusSeconds(10));
        now = T0.plusSeconds(10);
        assertThat(due()).containsExactly(failing);
        queue.done(failing, now);
        queue.done(otherNext, now);
        assertThat(due()).containsExactly(behind);
    }

    @Test
    void noMoreThanTheLimitAreUnderWay() {
        Delivery one = add("chat-1");
        Delivery two = add("chat-2");
        Delivery three = add("chat-3");
        assertThat(due()).containsExactly(one, two);
        assertThat(queue.due()).isEmpty();
        queue.done(one, now);
        assertThat(queue.due()).contains(T0);
        assertThat(due()).containsExactly(three);
    }

    @Test
    void pausesDoubleUntilTheLongestAndAttemptsEnd() {
        Delivery delivery = add("chat-1");
        for (long pause : new long[] {10, 20, 40}) {
            assertThat(due()).containsExactly(delivery);
            assertThat(fail(delivery)).isEqualTo(new Failure.Retried(now.plusSeconds(pause)));
            assertThat(due()).isEmpty();
            now = now.plusSeconds(pause);
        }
        assertThat(due()).containsExactly(delivery);
        assertThat(fail(delivery)).isEqualTo(new Failure.Dead(4));
    }

    @Test
    void aDeadLetterBlocksItsChatUntilKept() {
        DeliveryQueue once = new DeliveryQueue(new RetrySchedule(1, Duration.ZERO, Duration.ZERO, Duration.ZERO), 2);
        Delivery dead = add("chat-1");
        Delivery behind = add("chat-1");
        once.add(dead, now);
        once.add(behind, now);
        assertThat(once.next(now)).contains(dead);
        assertThat(once.failed(dead, now, null, 0)).isEqualTo(new Failure.Dead(1));
        assertThat(once.next(now)).isEmpty();
        once.done(dead, now);
        assertThat(once.next(now)).contains(behind);
    }

    @Test
    void theNextEventOfAChatHasAllItsAttempts() {
        Delivery first = add("chat-1");
        Delivery second = add("chat-1");
        due();
        fail(first);
        now = now.plusSeconds(10);
        due();
        queue.done(first, now);
        assertThat(due()).containsExactly(second);
        assertThat(fail(second)).isEqualTo(new Failure.Retried(now.plusSeconds(10)));
    }

    @Test
    void jitterLengthensAPauseByAQuarterAtMost() {
        assertThat(RETRIES.next(1, T0, T0, null, 0.999).orElseThrow())
                .isBetween(T0.plusMillis(12_490), T0.plusMillis(12_500));
    }

    @Test
    void aRequestedPauseIsKeptUpToTheLongest() {
        assertThat(RETRIES.next(1, T0, T0, Duration.ofSeconds(30), 0)).contains(T0.plusSeconds(30));
        assertThat(RETRIES.next(1, T0, T0, Duration.ofHours(3), 0)).contains(T0.plusSeconds(60));
        assertThat(RETRIES.next(2, T0, T0, Duration.ofSeconds(-5), 0)).contains(T0.plusSeconds(20));
    }

    @Test
    void anOldEventIsRetriedNoMore() {
        Instant late = T0.plus(Duration.ofMinutes(10));
        assertThat(RETRIES.next(2, T0, late.minusSeconds(20), null, 0)).contains(late);
        assertThat(RETRIES.next(2, T0, late.minusSeconds(19), null, 0)).isEmpty();
    }

    @Test
    void partitionsOfOtherInstancesAreForgotten() {
        Delivery mine = add("chat-1", 1);
        Delivery moved = add("chat-2", 2);
        Delivery behind = add("chat-2", 2);
        assertThat(due()).containsExactly(mine, moved);
        assertThat(queue.forget(place -> place.partition() == 2)).containsExactly(moved, behind);
        assertThat(fail(moved)).isEqualTo(new Failure.Elsewhere());
        Delivery later = add("chat-3", 1);
        assertThat(due()).containsExactly(later);
        queue.done(mine, now);
        queue.done(later, now);
        assertThat(queue.bytes()).isZero();
    }

    /**
     * A partition that left and came back: the attempt from before does not count for the event that was read again.
     */
    @Test
    void anEventThatIsReadAgainIsAnotherDelivery() {
        Delivery before = add("chat-1");
        assertThat(due()).containsExactly(before);
        queue.forget(_ -> true);
        Delivery again = new Delivery(before.event(), before.lane(), before.place());
        queue.add(again, now);
        assertThat(fail(before)).isEqualTo(new Failure.Elsewhere());
        assertThat(due()).hasSize(1).first().isSameAs(again);
        assertThat(fail(again)).isEqualTo(new Failure.Retried(now.plusSeconds(10)));
        assertThat(due()).isEmpty();
    }

    @Test
    void aHeldEventIsNeverDue() {
        Delivery held = add("chat-1");
        due();
        queue.held(held);
        now = now.plus(Duration.ofDays(1));
        assertThat(due()).isEmpty();
        assertThat(queue.due()).isEmpty();
    }
}
