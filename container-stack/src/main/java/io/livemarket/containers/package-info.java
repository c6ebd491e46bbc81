/** Kafka, MongoDB and S3 in containers, for the integration tests of the services where a container engine answers. */
package io.livemarket.containers;
