/**
 * The ledger: users on ordinary sockets write, change and read while faults come from a seed, and afterwards every
 * acknowledged id is accounted for. {@code docs/reliability.md} is its manual.
 */
package io.livemarket.ledger;
