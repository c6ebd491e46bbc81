/**
 * The engine that decides: consumes the commands of a partition, lets a pure decider decide them, and commits the
 * events in one Kafka transaction. The events, and a small journal of the facts that no event has, are the only log:
 * the state is their fold, kept in a local store that may be lost.
 *
 * <p>The local store is one RocksDB for each engine, in {@code <data directory>/engine/<engine>}. A key is the
 * partition's number in two bytes, big-endian, and then one of these texts in UTF-8:
 *
 * <pre>
 * !identity          state version, and the ids of the topics of commands, events and journal, joined by slashes
 * !applied:TOPIC     first offset of the log that is not folded, in decimal
 * !position          offset of the first command that is not decided, in decimal
 * !last-command      id of the command before it; absent where it is not known
 * !written-at        epoch milliseconds up to which the store has all that was committed, in decimal
 * !feed              how far each log of the feed is taken, JSON of FeedPositions
 * PREFIX:KEY         an entry of the decider, in the form of its ValueCodec
 * </pre>
 *
 * <p>The journal is a compacted topic: the keys are {@code !position} (as {@code topicId:offset:commandId}),
 * {@code !feed}, and {@code PREFIX:KEY} of each journaled entry; a record without a value is a deletion.
 * {@code mark:former-state-taken-over} is the entry of {@link io.livemarket.kit.engine.TakeOver}.
 */
@NullMarked
package io.livemarket.kit.engine;

import org.jspecify.annotations.NullMarked;
