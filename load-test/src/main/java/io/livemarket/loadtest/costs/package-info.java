/**
 * What one message, socket, chat, user and group member costs a running system: measured, and kept in
 * {@code costs.json}.
 */
package io.livemarket.loadtest.costs;
