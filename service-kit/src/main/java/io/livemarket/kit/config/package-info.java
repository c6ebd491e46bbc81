/**
 * The settings and beans that all services share, the order in which the parts of a service start and stop, and the
 * checks of settings for production.
 */
@NullMarked
package io.livemarket.kit.config;

import org.jspecify.annotations.NullMarked;
