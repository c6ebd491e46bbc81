/** The system under test: its processes, the faults that are done to them, and what is read of it at the end. */
package io.livemarket.ledger.system;
