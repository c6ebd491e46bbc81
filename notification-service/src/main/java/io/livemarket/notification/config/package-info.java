/** The Spring beans of notification-service, its settings, and its rules for a production installation. */
@NullMarked
package io.livemarket.notification.config;

import org.jspecify.annotations.NullMarked;
