package io.livemarket.kit.health;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** The threads of an instance that its liveness depends on; each part adds its own while it runs. Thread-safe. */
public final class LifeSigns {

    private final Set<Source> sources = new CopyOnWriteArraySet<>();

    /** A part with threads. */
    @FunctionalInterface
    public interface Source {

        /** The signs of all threads that run or should run; cheap, and callable from any thread. */
        List<LifeSign> signs();
    }

    /** Adds the threads of a part that has started. */
    public void add(Source source) {
        sources.add(source);
    }

    /** Removes the threads of a part that is about to stop. */
    public void remove(Source source) {
        sources.remove(source);
    }

    /** The signs of all threads of all parts that run. */
    public List<LifeSign> all() {
        return sources.stream().flatMap(source -> source.signs().stream()).toList();
    }
}
