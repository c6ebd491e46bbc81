/**
 * The read model of notifications and its queries. The collection {@code users} has one document for each user with an
 * event; fields of a list's entry are absent instead of null:
 *
 * <pre>
 * _id            user id
 * logNext        number: the offset after the last applied event
 * version        number: the version of the last applied event
 * notifications  [{id, kind, count, raisedAt, at, chatId?, actorId?, subject?, upToSeq?, chatName?, readAt?}], newest
 *                first; at most 500 unread and 50 read
 * unread         [{chat, n}], chats with unread messages, the latest counted last; at most 5,000
 * muted          [{chat, until?}], the latest muted last; at most 5,000
 * preferences    {hideSender, kinds: [{kind, inApp, push}], quiet?: {from, to, zone},
 *                reminders?: {on, groups, language?}}
 * devices        [{id, addedAt, digest?}]; digest is that of the endpoint, and is indexed
 * </pre>
 *
 * <p>Ids are text, and times are BSON dates.
 */
@NullMarked
package io.livemarket.notification.projection;

import org.jspecify.annotations.NullMarked;
