/**
 * Read models made from a topic: the runner that feeds a projection, the offsets that it has applied, and the decisions
 * about records that cannot be read or do not follow one another (decisions 024 and 027).
 *
 * <p>Beside the documents, in the service's own database, it keeps four collections:
 *
 * <pre>
 * projection_offsets       _id PROJECTION:TOPIC-PARTITION, next: the first offset that is not applied
 * projection_wanted        _id PROJECTION, offsets.PARTITION: the offset that a reader at another instance waits for
 * projection_quarantine    _id PROJECTION:AGGREGATE, place: TOPIC-PARTITION@OFFSET@EPOCH_MILLIS, reason
 * projection_dead_letters  _id PROJECTION:TOPIC-PARTITION@OFFSET@EPOCH_MILLIS of a record in the dead letter topic
 * </pre>
 *
 * <p>A document of a {@link io.livemarket.kit.projection.VersionedModel} has the aggregate's id as {@code _id}, the
 * {@code version} of the newest event in it, and {@code logNext}, the offset after that event.
 */
@NullMarked
package io.livemarket.kit.projection;

import org.jspecify.annotations.NullMarked;
