package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PushTurnsTest {

    private final PushTurns turns = new PushTurns(16, 2, 20);

    /** Seven accounts with 20 devices each, none of which answers, and a bystander with one. */
    @Test
    void devicesThatNeverAnswerDelayTheirOwnUsersAlone() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(14);
        AtomicInteger atOnce = new AtomicInteger();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int account = 0; account < 7; account++) {
                UUID attacker = UUID.randomUUID();
                for (int device = 0; device < 20; device++) {
                    senders.submit(() -> push(attacker, () -> {
                        atOnce.incrementAndGet();
                        hanging.countDown();
                        await(never);
                        return "late";
                    }));
                }
            }
            assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(senders.submit(() -> push(UUID.randomUUID(), () -> "sent"))
                            .get(30, TimeUnit.SECONDS))
                    .isEqualTo("sent");
            assertThat(atOnce.get()).as("two of each account").isEqualTo(14);
            never.countDown();
        }
        assertThat(turns.users()).isZero();
    }

    @Test
    void ofOneUserALimitedNumberIsOpen() {
        UUID user = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            assertThat(turns.begin(user)).isTrue();
        }
        assertThat(turns.begin(user)).isFalse();
        assertThat(turns.begin(UUID.randomUUID())).isTrue();
        turns.end(user);
        assertThat(turns.begin(user)).isTrue();
    }

    /** A push service that asks for five minutes' patience is waited for between the attempts. */
    @Test
    void aWaitingRetryHoldsNoPlace() throws Exception {
        UUID user = UUID.randomUUID();
        List<Future<?>> waiting = new ArrayList<>();
        CountDownLatch tried = new CountDownLatch(10);
        CountDownLatch pause = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                assertThat(turns.begin(user)).isTrue();
                waiting.add(senders.submit(() -> {
                    turns.attempt(user, () -> "again");
                    tried.countDown();
                    await(pause);
                    turns.end(user);
                    return null;
                }));
            }
            assertThat(tried.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(senders.submit(() -> push(user, () -> "sent")).get(30, TimeUnit.SECONDS))
                    .isEqualTo("sent");
            pause.countDown();
            for (Future<?> each : waiting) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(turns.users()).isZero();
    }

    private String push(UUID user, Supplier<String> attempt) throws InterruptedException {
        assertThat(turns.begin(user)).isTrue();
        try {
            return turns.attempt(user, attempt);
        } finally {
            turns.end(user);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
