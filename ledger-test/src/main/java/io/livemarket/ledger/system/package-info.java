/**
 * The system under test: its processes, the faults that are injected into them, and the reading of the log at the end.
 */
@NullMarked
package io.livemarket.ledger.system;

import org.jspecify.annotations.NullMarked;
