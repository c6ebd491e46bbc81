/**
 * The ledger: users on ordinary sockets write, change and read while faults come from a seed, and afterwards every
 * acknowledged id is accounted for. {@code docs/reliability.md} is its manual.
 */
@NullMarked
package io.livemarket.ledger;

import org.jspecify.annotations.NullMarked;
