package io.livemarket.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SquareCacheTest {

    private static final UUID PICTURE = UUID.randomUUID();

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger making = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void aCachedPictureIsNotReadOrDecodedAgain() throws IOException {
        AtomicInteger decoded = new AtomicInteger();
        SquareCache cache = new SquareCache(thumbnail -> new byte[] {thumbnail[0], (byte) decoded.incrementAndGet()});
        for (int i = 0; i < 100; i++) {
            assertThat(cache.of(PICTURE, () -> read(7))).containsExactly(7, 1);
        }
        assertThat(cache.of(UUID.randomUUID(), () -> read(8)))
                .as("another picture")
                .containsExactly(8, 2);
        assertThat(reads).hasValue(2);
    }

    @Test
    void simultaneousFirstRequestsDecodeOnce() throws Exception {
        SquareCache cache = new SquareCache(this::held);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> requests = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                requests.add(threads.submit(() -> cache.of(PICTURE, () -> read(7))));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> making.get() == 1);
            released.countDown();
            for (Future<byte[]> request : requests) {
                assertThat(request.get(60, TimeUnit.SECONDS))
                        .isSameAs(requests.getFirst().get());
            }
        }
        assertThat(reads).hasValue(1);
        assertThat(making).hasValue(1);
    }

    @Test
    void onlySoManyPicturesAreDecodedAtTheSameTime() throws Exception {
        SquareCache cache = new SquareCache(this::held);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                requests.add(threads.submit(() -> cache.of(UUID.randomUUID(), () -> read(7))));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> cache.waiting() == 10 - SquareCache.MADE_AT_ONCE);
            assertThat(making).hasValue(SquareCache.MADE_AT_ONCE);
            released.countDown();
            for (Future<byte[]> request : requests) {
                assertThat(request.get(60, TimeUnit.SECONDS)).containsExactly(7);
            }
        }
    }

    @Test
    void theCacheHasABoundOfEntriesAndOfBytes() throws IOException {
        SquareCache cache = new SquareCache(thumbnail -> thumbnail);
        for (int i = 0; i < 2 * SquareCache.ENTRIES; i++) {
            cache.of(UUID.randomUUID(), () -> read(7));
        }
        assertThat(cache.size()).isBetween(SquareCache.ENTRIES / 2, SquareCache.ENTRIES);
        for (int i = 0; i < 100; i++) {
            cache.of(UUID.randomUUID(), () -> new byte[1 << 20]);
            assertThat(cache.bytes()).isLessThanOrEqualTo(SquareCache.BYTES);
        }
    }

    @Test
    void aFailureIsNotKept() throws IOException {
        SquareCache cache = new SquareCache(thumbnail -> thumbnail);
        assertThatThrownBy(() -> cache.of(PICTURE, () -> {
                    throw new IOException("The store is away");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("The store is away");
        assertThatThrownBy(() -> cache.of(PICTURE, () -> {
                    throw new IllegalStateException("Refused");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Refused");
        assertThat(cache.size()).isZero();
        assertThat(cache.of(PICTURE, () -> read(7))).containsExactly(7);
    }

    private byte[] held(byte[] thumbnail) throws IOException {
        making.incrementAndGet();
        try {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IOException("Not released");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return thumbnail;
    }

    private byte[] read(int first) {
        reads.incrementAndGet();
        return new byte[] {(byte) first};
    }
}
