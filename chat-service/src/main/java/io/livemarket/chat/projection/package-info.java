/**
 * The read model of chats and messages, folded from {@code chat.events}, and its queries. Owns four collections; fields
 * with {@code ?} may be absent or null, ids are text.
 *
 * <pre>
 * chats: one document per chat, replaced under a guard of its version
 *   _id           chatId
 *   type, createdAt, updatedAt, seq, version, name?, createdBy?
 *   activeAt      time of the newest message, or of the opening
 *   members       ids of all participants
 *   visibleTo     those who neither hid nor archived the chat
 *   pendingFor    those whose delivered watermark is below seq
 *   readers       [{id, delivered, read, ownUnread, hidden, newestWithheld?, shownTo?: [{id, delivered, read}], role?,
 *                 pinned?, archived?, labels?, asked?: {s: seq, at}, answers?: [{at, ms}]}]; the last two of a seller,
 *                 in milliseconds, see ResponseTimes
 *   subject?      {type, id}
 *   lists?        keys of filtered lists: user:list:property, see ListKeys
 *   touched       newest changes of messages, at most 100: [{v: version, s: seq}]
 *   touchedAfter  touched is complete after this version
 *   deal?         {confirmedBy, agreedAt?}
 *   last?         the newest message, as in message_buckets
 *   listing?      {productId, version, state, price: {amount, currency}} after its newest change
 *   logNext       offset in chat.events after the newest applied event
 *   indexes       (visibleTo, activeAt desc), (members, activeAt desc), (pendingFor), (lists, activeAt desc, _id desc)
 *
 * message_buckets: up to 10 messages of a chat per document
 *   _id           chatId:n with n = (seq - 1) / 10
 *   version       the chat's version of the newest change in the bucket
 *   m             {seq: message}
 *     message     id, seq, sentVersion, version, senderId, type, content, createdAt, productId?, replyTo?,
 *                 clientMessageId?, editedAt?, deletedAt?, masked?, warnings?,
 *                 attachments?: [{fileId, name, contentType, size, width?, height?}],
 *                 withheldFrom?, firstWithheldFrom?: ids of users, offerId?,
 *                 offer?: {id, productId, makerId, sellerId, buyerId, amount, currency, expiresAt, state, counters?,
 *                 closedAt?}, productPrice?: {amount, currency}
 *
 * offers: the place of each offer, written once
 *   _id           offerId
 *   chatId, seq   of the message that shows the offer
 *   indexes       (chatId, seq desc)
 *
 * listings: the newest state and price of each product, folded from products.events
 *   _id           productId
 *   version       of the product
 *   shownVersion  the version of the newest change that chats about the product show
 *   sellerId, state, price: {amount, currency}, at
 *   logNext       offset in products.events after the newest applied event
 * </pre>
 *
 * {@code sentVersion} is the chat's version when the message was sent, {@code version} that of its newest change.
 */
@NullMarked
package io.livemarket.chat.projection;

import org.jspecify.annotations.NullMarked;
