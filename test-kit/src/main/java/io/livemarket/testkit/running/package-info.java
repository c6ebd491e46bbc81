/**
 * One way to run a service in its tests: the application on a broker and a store
 * ({@link io.livemarket.testkit.running.RunningService}), callers with tokens, and records that other services publish.
 * These classes use Spring, Kafka's clients and the embedded stack, which are optional dependencies of this module.
 */
@NullMarked
package io.livemarket.testkit.running;

import org.jspecify.annotations.NullMarked;
