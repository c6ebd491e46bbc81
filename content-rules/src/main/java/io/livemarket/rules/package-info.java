/**
 * What messages may not say, as rules, and how they are found: pure functions of a text and a set of rules. Knows
 * nothing of services, topics or stores, so that whoever decides about messages and whoever tries a rule out use the
 * same.
 */
package io.livemarket.rules;
