package io.livemarket.launcher.demo;

import io.livemarket.launcher.Bilingual;
import io.livemarket.launcher.Progress;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Prints the scenes of the demo, and checks their outcomes. */
final class Stage {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Progress progress;

    Stage(Progress progress) {
        this.progress = progress;
    }

    /** Begins a scene. */
    void headline(Bilingual text) {
        line("");
        line(text.english());
        line(text.spanish());
    }

    void line(String text) {
        progress.print(text);
    }

    /** @throws DemoFailedException when the outcome is another one */
    static void check(boolean holds, String what) {
        if (!holds) {
            throw new DemoFailedException("It does not hold that " + what);
        }
    }

    /** Repeats a request until its answer is the expected one; read models follow the events at a distance. */
    static <T> T until(String what, Supplier<T> look, Predicate<T> found) throws InterruptedException {
        long deadline = System.nanoTime() + RESPONSE_TIMEOUT.toNanos();
        T seen = look.get();
        while (!found.test(seen)) {
            check(System.nanoTime() < deadline, what);
            Thread.sleep(LOOK_AGAIN_MILLIS);
            seen = look.get();
        }
        return seen;
    }
}
