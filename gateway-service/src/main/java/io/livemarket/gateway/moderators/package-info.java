/** Sends changes of the queue of reports and flags to the sockets of moderators. */
@NullMarked
package io.livemarket.gateway.moderators;

import org.jspecify.annotations.NullMarked;
