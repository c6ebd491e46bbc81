/** Compares the records of a run with the guarantees; pure, so that each kind of violation has a unit test. */
@NullMarked
package io.livemarket.ledger.verify;

import org.jspecify.annotations.NullMarked;
