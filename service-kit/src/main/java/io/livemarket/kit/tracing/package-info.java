/**
 * Traces through Kafka: a sampled span is in the header {@code traceparent} of the records that it causes, and the
 * reader of such a record continues its trace. Over HTTP the framework does both.
 */
@NullMarked
package io.livemarket.kit.tracing;

import org.jspecify.annotations.NullMarked;
