/**
 * The pure decisions about notifications and pushes of one user: no clock, no store, no network. Depends on the JDK and
 * on the events alone.
 */
@NullMarked
package io.livemarket.notification.domain;

import org.jspecify.annotations.NullMarked;
