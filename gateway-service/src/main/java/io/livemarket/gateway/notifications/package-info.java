/**
 * Notifications: what notification-service decides to the sockets of whom it concerns, and what they ask of it to the
 * log.
 */
package io.livemarket.gateway.notifications;
