/**
 * Runs {@link io.livemarket.file.domain.FileDecider} on the partitions of {@code files.commands} and publishes its
 * decisions. Owns the state of each partition, one store with these keys, all derived from {@code files.events}:
 *
 * <pre>
 * key                               value
 * file:{fileId}                     {available, deleted} as JSON, exactly one of them present
 * unsent:{uploadedAt}:{fileId}      empty; uploadedAt in epoch milliseconds, 15 digits; while no message carries the file
 * message:{fileId}/{messageId}      CARRIES or TAKEN_BACK as text, kept for ever
 * </pre>
 *
 * The journal {@code livemarket.files.journal.v1} holds none of them, only the engine's own offset.
 */
@NullMarked
package io.livemarket.file.kafka;

import org.jspecify.annotations.NullMarked;
