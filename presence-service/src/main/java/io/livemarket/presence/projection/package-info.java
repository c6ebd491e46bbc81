/**
 * The read models of presence and their queries. Ids are text; absent fields are left out:
 *
 * <pre>
 * statuses            _id: user id; logNext: the offset after the last applied event; version; first: the version of the
 *                     oldest event that counts; online: boolean; lastSeenAt?: BSON date
 * connection_buckets  _id: USER:N with N = (version - 1) / 40; c: {VERSION: JSON of ConnectionView, time as ISO 8601 text}
 * connection_devices  _id: USER:N as in connection_buckets; d: {VERSION: the device's description}
 * chat_partners       _id: USER:USER, the lesser id first, of a private chat; USER:USER:CHAT of a group
 *   pair              USER:USER; index
 * </pre>
 *
 * <p>Two projections have no collection: they publish facts, of users who met in a chat and of deleted accounts.
 */
@NullMarked
package io.livemarket.presence.projection;

import org.jspecify.annotations.NullMarked;
