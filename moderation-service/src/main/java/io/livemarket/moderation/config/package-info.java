/** The Spring beans of moderation-service and its settings. */
@NullMarked
package io.livemarket.moderation.config;

import org.jspecify.annotations.NullMarked;
