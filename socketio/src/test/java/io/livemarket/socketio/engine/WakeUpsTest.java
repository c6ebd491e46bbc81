package io.livemarket.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WakeUpsTest {

    private final CountingLoop loop = new CountingLoop();
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void aLoopIsWokenOnceForAllThatWasGathered() {
        CountingLoop other = new CountingLoop();
        WakeUps.gather(() -> {
            for (int i = 0; i < 3; i++) {
                submit(new Session(loop), i);
            }
            submit(new Session(other), 3);
            assertThat(loop.wakeUps + other.wakeUps).isZero();
        });
        assertThat(loop.wakeUps).isEqualTo(1);
        assertThat(other.wakeUps).isEqualTo(1);
        loop.runTasks();
        other.runTasks();
        assertThat(ran).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aSessionRunsSubmittedTasksInOrder() {
        Session session = new Session(loop);
        WakeUps.gather(() -> {
            submit(session, 0);
            session.runOrSubmit(() -> ran.add(1));
            submit(session, 2);
        });
        loop.runTasks();
        assertThat(ran).containsExactly(0, 1, 2);
    }

    @Test
    void manySessionsDoNotWaitForTheEnd() {
        WakeUps.gather(() -> {
            Stream.iterate(0, i -> i + 1).limit(WakeUps.MOST).forEach(i -> submit(new Session(loop), i));
            assertThat(loop.wakeUps).isEqualTo(1);
        });
        assertThat(loop.wakeUps).isEqualTo(1);
    }

    @Test
    void workThatThrowsHasItsLoopsWokenToo() {
        assertThatThrownBy(() -> WakeUps.gather(() -> {
                    submit(new Session(loop), 0);
                    throw new IllegalStateException("test");
                }))
                .hasMessage("test");
        loop.runTasks();
        assertThat(ran).containsExactly(0);
        submit(new Session(loop), 1);
        assertThat(loop.wakeUps).isEqualTo(2);
    }

    private void submit(Session session, int number) {
        session.submit(() -> ran.add(number));
    }

    private static final class Session extends SerialTasks {
        Session(SessionLoop home) {
            super(home);
        }

        @Override
        void afterTasks() {}

        @Override
        void taskFailed(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private static final class CountingLoop implements SessionLoop {
        private final ManualLoop loop = new ManualLoop();
        private int wakeUps;

        void runTasks() {
            loop.runTasks();
        }

        @Override
        public boolean inLoop() {
            return loop.inLoop();
        }

        @Override
        public void execute(Runnable task) {
            wakeUps++;
            loop.execute(task);
        }

        @Override
        public long millis() {
            return loop.millis();
        }

        @Override
        public Timer schedule(Runnable task, long millis) {
            return loop.schedule(task, millis);
        }
    }
}
