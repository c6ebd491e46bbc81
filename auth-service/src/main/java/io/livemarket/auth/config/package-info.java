/** The Spring beans of auth-service, its settings, and its rules for a production installation. */
@NullMarked
package io.livemarket.auth.config;

import org.jspecify.annotations.NullMarked;
