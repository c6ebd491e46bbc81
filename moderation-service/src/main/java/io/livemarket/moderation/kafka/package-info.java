/**
 * The deciding engine: consumes commands and flagged chat events, and publishes events, enforcement states, orders to
 * chat-service and answers in one transaction. The state store of a partition has these keys; {@code enforced:} alone
 * is in the journal {@code livemarket.moderation.journal.v1}, the others follow from the events:
 *
 * <pre>
 * person:USER        JSON of Person
 * flag:USER/MESSAGE  text "open": a flag that is not resolved
 * report:USER/ID     JSON of OpenReport: a report that is not resolved
 * enforced:          JSON {"events", "enforcement", "upTo"}: ids of both topics, and the offset of the latest mark
 * unpublished:KEY    number: the offset of the latest event of an enforcement key that is not published yet
 * </pre>
 */
@NullMarked
package io.livemarket.moderation.kafka;

import org.jspecify.annotations.NullMarked;
