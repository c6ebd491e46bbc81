/**
 * Kafka clients with the settings behind the system's guarantees, the creation of topics, and readers and writers of
 * records outside of the engine.
 */
@NullMarked
package io.livemarket.kit.kafka;

import org.jspecify.annotations.NullMarked;
