/** The records of a ledger run, as values; the package reads no clock, socket or topic. */
@NullMarked
package io.livemarket.ledger.model;

import org.jspecify.annotations.NullMarked;
