/**
 * One real Kafka broker (KRaft, broker and controller in one) as a process of its own: what the embedded stack starts
 * when nobody brings a Kafka. The module owns the broker's version, which is free of the clients' one.
 */
package io.livemarket.broker;
