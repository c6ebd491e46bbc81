/**
 * Sends the events of notification-service to the sockets of their users, and the commands of those users to
 * notification-service.
 */
@NullMarked
package io.livemarket.gateway.notifications;

import org.jspecify.annotations.NullMarked;
