/**
 * Rules on content, and the matcher that finds them in texts: pure functions of a text and a set of rules. Knows
 * nothing of services, topics or stores, so that the decider of messages and the trial of a new rule use one
 * implementation.
 */
@NullMarked
package io.livemarket.rules;

import org.jspecify.annotations.NullMarked;
