package io.livemarket.ledger.system;

import io.livemarket.launcher.Part;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part of the system through all of its processes: started, killed, frozen and started again by the ledger alone. */
final class Supervised {

    private static final long GONE_WITHIN_SECONDS = 30;

    /** Waits until the part serves. */
    interface Health {
        void await() throws IOException, InterruptedException;
    }

    private final String name;
    private final Supplier<Part> successor;
    private final Health health;
    private volatile @Nullable Part current;
    private volatile boolean expected;

    /** @param successor makes the part's next process, not started */
    Supervised(String name, Supplier<Part> successor, Health health) {
        this.name = name;
        this.successor = successor;
        this.health = health;
    }

    String name() {
        return name;
    }

    /** Starts the part's next process and returns when the part serves. */
    void start() throws IOException, InterruptedException {
        launch();
        awaitHealth();
    }

    /** Waits until the part serves. */
    void awaitHealth() throws IOException, InterruptedException {
        health.await();
    }

    /** Starts the part's next process and returns when the process reports that it is ready. */
    void launch() throws IOException, InterruptedException {
        Part next = successor.get();
        current = next;
        expected = false;
        try {
            next.start();
        } catch (InterruptedException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(name + " did not start", e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        expected = true;
        ProcessHandle process = process();
        process.destroyForcibly();
        awaitGone(process);
    }

    /** Waits for the end that a fault causes; returns whether the process ended in time. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        expected = true;
        ProcessHandle process = process();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (process.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return !process.isAlive();
    }

    private static void awaitGone(ProcessHandle process) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GONE_WITHIN_SECONDS);
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("process " + process.pid() + " is still there after SIGKILL");
            }
            Thread.sleep(5);
        }
    }

    /** Sends a signal by name, such as {@code STOP}. */
    void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(process().pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("SIG" + signal + " could not be sent to " + name);
        }
    }

    /** Ends the process cleanly. */
    void stop() {
        expected = true;
        Part running = current;
        if (running != null) {
            running.stop();
        }
    }

    /** Whether the process ended without a fault or a stop. */
    boolean endedByItself() {
        Part running = current;
        return running != null && !expected && running.ended().isDone();
    }

    /** Whether the newest launch has a process already. */
    boolean hasProcess() {
        Part running = current;
        return running != null && running.pid().isPresent();
    }

    private ProcessHandle process() {
        Part running = current;
        if (running == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return ProcessHandle.of(running.pid().orElseThrow())
                .orElseThrow(() -> new IllegalStateException(name + " is not running"));
    }
}
