/** The REST interface: statuses of users, and the caller's own connections. */
@NullMarked
package io.livemarket.presence.web;

import org.jspecify.annotations.NullMarked;
