/**
 * Commands to Kafka, and the consumption of chat events, outcomes and revocations. Owns no state that a restart may not
 * lose.
 */
@NullMarked
package io.livemarket.gateway.kafka;

import org.jspecify.annotations.NullMarked;
