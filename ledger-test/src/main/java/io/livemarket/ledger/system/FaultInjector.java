package io.livemarket.ledger.system;

import io.livemarket.launcher.SystemParts.Copy;
import io.livemarket.ledger.drive.Crowd;
import io.livemarket.ledger.model.Stretch;
import io.livemarket.ledger.plan.FaultKind;
import io.livemarket.ledger.plan.PlannedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Injects the faults of a plan into the system. Each call returns when its fault has ended and its target serves again.
 */
public final class FaultInjector {

    private static final int CUT_DEVICES = 4;
    private static final long HALTS_WITHIN_SECONDS = 30;
    private static final long FREEZES_ITSELF_WITHIN_SECONDS = 2;
    /** The trigger file is made this long before the signal. */
    private static final long SIGNAL_MILLIS = 100;

    private final SystemUnderTest system;
    private final Crowd crowd;
    private final InjectedRecords records;
    private final Triggers triggers;
    private final Consumer<Stretch> stretches;

    /** Files whose existence makes a copy with the ledger's agent harm itself. */
    public interface Triggers {

        /** The file with which the copy halts before its next commit. */
        Path halt(String copy);

        /** The file with which the copy freezes before it sends its next record; the copy deletes the file. */
        Path freeze(String copy);
    }

    /**
     * @param triggers of the copies of chat-service, which run with the agent
     * @param stretches receives the restart of each copy in a rolling restart
     */
    public FaultInjector(SystemUnderTest system, Crowd crowd, Triggers triggers, Consumer<Stretch> stretches) {
        this.system = system;
        this.crowd = crowd;
        this.records = new InjectedRecords(system.kafka(), crowd.chats());
        this.triggers = triggers;
        this.stretches = stretches;
    }

    /** Injects one fault and waits for its end. */
    public void inject(PlannedFault fault) throws IOException, InterruptedException, ExecutionException {
        switch (fault.kind()) {
            case KILL -> kill(fault.target());
            case KILL_TWICE -> killTwice(system.part(fault.target()), fault.lastsMillis());
            case KILL_AT_COMMIT -> killAtCommit(fault.target());
            case FREEZE -> freeze(fault.target(), fault.lastsMillis());
            case KILL_BROKER, KILL_STORE -> kill(fault.target());
            case FREEZE_BROKER, FREEZE_STORE -> freeze(fault.target(), fault.lastsMillis());
            case DRAIN -> restart(fault.target());
            case CUT_SOCKETS -> crowd.cut(CUT_DEVICES, fault.salt());
            case ROLLING_RESTART -> {
                for (Copy copy : system.copies()) {
                    long from = System.nanoTime();
                    restart(copy.name());
                    stretches.accept(new Stretch("restart of " + copy.name(), from, System.nanoTime()));
                }
            }
            case POISON -> records.poison(fault.salt());
            case UNKNOWN_TYPE -> records.unknownType(fault.salt());
        }
    }

    private void kill(String name) throws IOException, InterruptedException {
        Supervised part = system.part(name);
        part.kill();
        part.start();
    }

    private static void killTwice(Supervised part, long betweenMillis) throws IOException, InterruptedException {
        part.kill();
        CompletableFuture<Void> launching = CompletableFuture.runAsync(
                () -> {
                    try {
                        part.launch();
                    } catch (IOException killed) {
                        // The copy was killed before it was ready, which is the purpose of this fault.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                Thread.ofPlatform().daemon()::start);
        Thread.sleep(betweenMillis);
        while (!part.hasProcess()) {
            Thread.sleep(5);
        }
        part.kill();
        launching.join();
        part.start();
    }

    private void killAtCommit(String name) throws IOException, InterruptedException {
        Path trigger = triggers.halt(name);
        Files.createFile(trigger);
        try {
            if (!system.part(name).awaitEnd(HALTS_WITHIN_SECONDS)) {
                throw new IOException(name + " did not come to a commit within " + HALTS_WITHIN_SECONDS + " s");
            }
        } finally {
            Files.delete(trigger);
        }
        system.part(name).start();
    }

    /**
     * Freezes a copy. A decider is frozen, if it gets there in time, while it has decisions that are not sent yet,
     * where a freeze does the most harm.
     */
    private void freeze(String name, long millis) throws IOException, InterruptedException {
        if (FaultKind.isDecider(name)) {
            freezeItself(triggers.freeze(name));
        }
        system.part(name).signal("STOP");
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            system.part(name).signal("CONT");
        }
        if (name.equals(SystemUnderTest.BROKER)) {
            // Its controller has given the copy up meanwhile; the copy catches up before it serves again.
            system.part(name).awaitHealth();
        }
    }

    private static void freezeItself(Path trigger) throws IOException, InterruptedException {
        Files.createFile(trigger);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FREEZES_ITSELF_WITHIN_SECONDS);
        while (Files.exists(trigger) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        if (!Files.deleteIfExists(trigger)) {
            Thread.sleep(SIGNAL_MILLIS);
        }
    }

    private void restart(String name) throws IOException, InterruptedException {
        system.part(name).stop();
        system.part(name).start();
    }
}
