/**
 * One real Kafka broker (KRaft, broker and controller in one) as a process of its own, which the embedded stack starts.
 * The module owns the broker's version, which is independent of the clients' version.
 */
@NullMarked
package io.livemarket.broker;

import org.jspecify.annotations.NullMarked;
