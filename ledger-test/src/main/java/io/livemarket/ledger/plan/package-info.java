/**
 * The plan of a run, as a function of its seed: the users and chats, the steps of each device, the faults and their
 * order.
 */
@NullMarked
package io.livemarket.ledger.plan;

import org.jspecify.annotations.NullMarked;
