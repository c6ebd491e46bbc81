/**
 * The costs of one message, socket, chat, user and group member in a running system: measured, and kept in
 * {@code costs.json}.
 */
@NullMarked
package io.livemarket.loadtest.costs;

import org.jspecify.annotations.NullMarked;
