package io.livemarket.kit.health;

/** A part of a service that takes time to start: an engine, a projection, a reader of a topic. */
@FunctionalInterface
public interface Part {

    /** The status of the part; cheap, and callable from any thread at any time. */
    PartStatus status();
}
