/**
 * Limits of each user and each address on this instance: rates, questions in progress, and bytes that wait for sockets.
 */
@NullMarked
package io.livemarket.gateway.budgets;

import org.jspecify.annotations.NullMarked;
