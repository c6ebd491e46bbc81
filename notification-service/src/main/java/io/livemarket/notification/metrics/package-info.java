/** The Micrometer metrics of notification-service. */
@NullMarked
package io.livemarket.notification.metrics;

import org.jspecify.annotations.NullMarked;
