/**
 * The engine that decides: consumes the commands of a partition, lets a pure decider decide them, and commits the
 * events in one Kafka transaction. The events, and a small journal of what the events do not say, are the only log: the
 * state is their fold, kept in a local store that may be lost.
 */
package io.livemarket.kit.engine;
