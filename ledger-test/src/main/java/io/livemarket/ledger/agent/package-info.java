/**
 * A Java agent for services under test: failpoints, at which a service ends or freezes itself when the ledger asks for
 * it, and sabotages, which take a guarantee away to prove that the ledger notices. Depends on the JDK alone.
 */
package io.livemarket.ledger.agent;
