package io.livemarket.auth;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does something several times at once. */
final class Parallel {

    private Parallel() {}

    /** The result of each task; all tasks start together. */
    static <T> List<T> run(int times, IntFunction<T> work) {
        CyclicBarrier together = new CyclicBarrier(times);
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<CompletableFuture<T>> all = IntStream.range(0, times)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    together.await();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                                return work.apply(i);
                            },
                            threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        }
    }
}
