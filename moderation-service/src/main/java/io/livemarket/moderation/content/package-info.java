/**
 * The rules on content: their changes by moderators, their dry runs on past messages, and their history. The collection
 * {@code rule-changes} has one document for each event of {@code livemarket.moderation.rules.v1}, with the fields of
 * {@link io.livemarket.moderation.content.RuleChange}'s JSON, times as ISO 8601 text, absent fields instead of null:
 *
 * <pre>
 * _id     number: the version of the change, which is the offset after its event
 * ruleId  text: the rule's id; indexed with _id
 * </pre>
 */
@NullMarked
package io.livemarket.moderation.content;

import org.jspecify.annotations.NullMarked;
