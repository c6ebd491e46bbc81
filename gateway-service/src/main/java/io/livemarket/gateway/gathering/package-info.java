/** Merges events for sockets over a window before they are sent, within a bound. */
@NullMarked
package io.livemarket.gateway.gathering;

import org.jspecify.annotations.NullMarked;
