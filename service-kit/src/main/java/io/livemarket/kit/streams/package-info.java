/** Runs Kafka Streams applications: settings, life cycle, replaced threads, health. */
package io.livemarket.kit.streams;
