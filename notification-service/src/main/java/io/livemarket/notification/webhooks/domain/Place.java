package io.livemarket.notification.webhooks.domain;

/** The place of an event in its topic. */
public record Place(String topic, int partition, long offset) {}
