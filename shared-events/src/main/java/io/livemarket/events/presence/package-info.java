/**
 * The contract of presence-service: sessions, signals and heartbeats that gateways publish, and the presence, typing
 * notices and profile notices that it publishes.
 */
@NullMarked
package io.livemarket.events.presence;

import org.jspecify.annotations.NullMarked;
