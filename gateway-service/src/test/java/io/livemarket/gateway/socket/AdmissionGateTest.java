package io.livemarket.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.gateway.socket.AdmissionGate.Place;
import io.netty.util.HashedWheelTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final HashedWheelTimer timer = new HashedWheelTimer();

    @AfterEach
    void stop() {
        timer.stop();
    }

    @Test
    void soManyComeInAtOnceAndTheOthersWaitTheFirstFirst() {
        AdmissionGate gate = new AdmissionGate(2, timer, LONG);
        List<CompletableFuture<Place>> all = enter(gate, 5);
        assertThat(all).extracting(CompletableFuture::isDone).containsExactly(true, true, false, false, false);
        assertThat(gate.waiting()).isEqualTo(3);
        all.get(1).join().free();
        assertThat(all).extracting(CompletableFuture::isDone).containsExactly(true, true, true, false, false);
        all.get(0).join().free();
        all.get(2).join().free();
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void aPlaceThatIsGivenBackTwiceLetsOneIn() {
        AdmissionGate gate = new AdmissionGate(1, timer, LONG);
        List<CompletableFuture<Place>> all = enter(gate, 3);
        Place first = all.getFirst().join();
        first.free();
        first.free();
        assertThat(all).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
    }

    @Test
    void aPlaceThatNobodyGivesBackIsFreeAfterItsTime() {
        AdmissionGate gate = new AdmissionGate(1, timer, Duration.ofMillis(20));
        List<CompletableFuture<Place>> all = enter(gate, 3);
        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        await().until(() -> {
            CompletableFuture<Place> another = gate.enter();
            return another.isDone();
        });
    }

    @Test
    void thousandsFromManyThreadsAllComeInAndNeverMoreAtOnceThanPlaces() {
        AdmissionGate gate = new AdmissionGate(3, timer, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 5_000; i++) {
                threads.execute(() -> gate.enter().thenAccept(place -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    threads.execute(() -> {
                        inside.decrementAndGet();
                        served.incrementAndGet();
                        place.free();
                    });
                }));
            }
            await().until(() -> served.get() == 5_000);
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(gate.waiting()).isZero();
    }

    private static List<CompletableFuture<Place>> enter(AdmissionGate gate, int count) {
        List<CompletableFuture<Place>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(gate.enter());
        }
        return all;
    }
}
