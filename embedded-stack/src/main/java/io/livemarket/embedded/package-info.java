/**
 * The infrastructure that the system brings along when nobody provides it: a real Kafka broker in a JVM of its own and
 * a MongoDB-compatible store in this one. {@link io.livemarket.embedded.EmbeddedStack#shared()} is what tests ask for.
 */
package io.livemarket.embedded;
