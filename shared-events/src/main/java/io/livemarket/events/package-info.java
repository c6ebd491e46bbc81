/**
 * The contracts that the services share: domain events, commands and their results, the topic catalogue, the envelope
 * and the error codes. No Spring and no business logic. Every public type here is a promise to the consumers of the
 * topics; {@code docs/events.md} has the rules for changes.
 */
@NullMarked
package io.livemarket.events;

import org.jspecify.annotations.NullMarked;
