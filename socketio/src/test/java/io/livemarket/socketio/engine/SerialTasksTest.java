package io.livemarket.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SerialTasksTest {

    private static final int THREADS = 4;
    private static final int TASKS_EACH = 5_000;

    private final List<ThreadLoop> loops = List.of(new ThreadLoop(), new ThreadLoop(), new ThreadLoop());

    @AfterEach
    void stopLoops() {
        loops.forEach(loop -> loop.thread.shutdownNow());
    }

    @RepeatedTest(20)
    void tasksKeepTheirOrderWhileTheHomeMoves() throws InterruptedException {
        Recorder recorder = new Recorder(loops.getFirst());
        List<List<Integer>> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(THREADS * TASKS_EACH);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger strangers = new AtomicInteger();
        for (int t = 0; t < THREADS; t++) {
            List<Integer> own = new ArrayList<>();
            seen.add(own);
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < TASKS_EACH; i++) {
                    int number = i;
                    recorder.submit(() -> {
                        overlaps.addAndGet(inside.incrementAndGet() - 1);
                        strangers.addAndGet(recorder.home().inLoop() ? 0 : 1);
                        own.add(number);
                        if (number % 7 == 0) {
                            recorder.moveTo(loops.get(number % loops.size()));
                        }
                        inside.decrementAndGet();
                        done.countDown();
                    });
                }
            });
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(strangers).hasValue(0);
        assertThat(seen).allSatisfy(own -> assertThat(own).hasSize(TASKS_EACH).isSorted());
    }

    @Test
    void aTaskThatThrowsStopsNoOther() {
        ManualLoop loop = new ManualLoop();
        Recorder recorder = new Recorder(loop);
        List<String> ran = new ArrayList<>();

        recorder.submit(() -> {
            throw new StackOverflowError("test");
        });
        recorder.submit(() -> ran.add("next"));
        loop.runTasks();

        assertThat(ran).containsExactly("next");
        assertThat(recorder.failures).hasValue(1);
    }

    @Test
    void aFailureOutsideOfTasksStopsNoneEither() {
        ManualLoop loop = new ManualLoop();
        Recorder recorder = new Recorder(loop);
        List<String> ran = new ArrayList<>();
        recorder.failing = true;

        recorder.runOrSubmit(() -> ran.add("first"));
        recorder.submit(() -> ran.add("second"));
        loop.runTasks();

        assertThat(ran).containsExactly("first", "second");
        assertThat(recorder.failures).hasValue(2);
    }

    @Test
    void aTaskRunInPlaceComesAfterThoseSubmittedBefore() {
        ManualLoop loop = new ManualLoop();
        Recorder recorder = new Recorder(loop);
        List<String> ran = new ArrayList<>();

        recorder.submit(() -> ran.add("submitted"));
        recorder.runOrSubmit(() -> ran.add("in place"));

        assertThat(ran).containsExactly("submitted", "in place");
    }

    @Test
    void aTaskSubmittedFromATaskRunsAfterIt() {
        ManualLoop loop = new ManualLoop();
        Recorder recorder = new Recorder(loop);
        List<String> ran = new ArrayList<>();

        recorder.runOrSubmit(() -> {
            recorder.runOrSubmit(() -> ran.add("inner"));
            ran.add("outer");
        });

        assertThat(ran).containsExactly("outer", "inner");
    }

    private static final class Recorder extends SerialTasks {
        private final AtomicInteger failures = new AtomicInteger();

        private boolean failing;

        Recorder(SessionLoop home) {
            super(home);
        }

        @Override
        void afterTasks() {
            if (failing) {
                throw new IllegalStateException("test");
            }
        }

        @Override
        void taskFailed(Throwable failure) {
            failures.incrementAndGet();
            if (failing) {
                throw new IllegalStateException("test");
            }
        }
    }

    private static final class ThreadLoop implements SessionLoop {
        private volatile Thread own;
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(runnable -> own = new Thread(runnable));

        @Override
        public boolean inLoop() {
            return Thread.currentThread() == own;
        }

        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        @Override
        public long millis() {
            return 0;
        }

        @Override
        public Timer schedule(Runnable task, long millis) {
            throw new UnsupportedOperationException("These tests need no time");
        }
    }
}
