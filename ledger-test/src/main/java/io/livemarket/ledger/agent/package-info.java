/**
 * A Java agent for services under test: failpoints, at which a service ends or freezes itself when the ledger asks for
 * it, and sabotages, which break a guarantee to prove that the ledger finds the violation. Depends on the JDK alone.
 */
@NullMarked
package io.livemarket.ledger.agent;

import org.jspecify.annotations.NullMarked;
