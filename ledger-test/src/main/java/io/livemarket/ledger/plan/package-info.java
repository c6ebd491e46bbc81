/**
 * What a run does, as a function of its seed: who is there, what each device does, which faults come in which order.
 */
package io.livemarket.ledger.plan;
