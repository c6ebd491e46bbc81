/**
 * The deciding engine of presence, and the relays of typing and profiles. The state store of a partition has these
 * keys, all of them in the journal {@code livemarket.presence.journal.v1} too:
 *
 * <pre>
 * present:USER                  JSON of UserPresence, of a user with a session or a debounce
 * absent:USER                   JSON of UserPresence, of any other user who ever connected
 * mark:former-state-taken-over  text: the state of an earlier version was taken over
 * </pre>
 */
@NullMarked
package io.livemarket.presence.kafka;

import org.jspecify.annotations.NullMarked;
