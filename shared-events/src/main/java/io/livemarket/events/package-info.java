/**
 * The contracts that the services share: domain events, commands and their results, the topic catalogue, the envelope
 * and the error codes. No Spring and no business logic. Everything public here is a promise to whoever reads the
 * topics; see {@code docs/architecture.md} for the rules by which it may change.
 */
package io.livemarket.events;
