/**
 * The infrastructure for a system without a Kafka, MongoDB or S3 of its own: a real Kafka broker and an S3 server in
 * JVMs of their own, and a store with MongoDB's wire protocol in this JVM, with its snapshots.
 * {@link io.livemarket.embedded.EmbeddedStack#shared()} is the stack of integration tests.
 */
@NullMarked
package io.livemarket.embedded;

import org.jspecify.annotations.NullMarked;
