/**
 * Endpoints of webhooks, and the order and retries of their deliveries: pure, driven by times that callers give. Uses
 * the JDK and the events alone.
 */
@NullMarked
package io.livemarket.notification.webhooks.domain;

import org.jspecify.annotations.NullMarked;
