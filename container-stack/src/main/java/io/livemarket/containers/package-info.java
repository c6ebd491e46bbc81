/** Kafka, MongoDB and S3 in containers, for the integration tests of the services where a container engine answers. */
@NullMarked
package io.livemarket.containers;

import org.jspecify.annotations.NullMarked;
