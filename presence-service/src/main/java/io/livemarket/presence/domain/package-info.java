/**
 * The pure decisions about the presence of users, and the detection of lost gateways: no clock, no store, no network.
 * Depends on the JDK and on the events alone.
 */
@NullMarked
package io.livemarket.presence.domain;

import org.jspecify.annotations.NullMarked;
