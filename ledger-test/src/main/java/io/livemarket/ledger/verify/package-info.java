/**
 * Compares what was recorded with what the guarantees promise; pure, so that each kind of violation has a unit test.
 */
package io.livemarket.ledger.verify;
