/** The Spring beans of presence-service and its settings. */
@NullMarked
package io.livemarket.presence.config;

import org.jspecify.annotations.NullMarked;
