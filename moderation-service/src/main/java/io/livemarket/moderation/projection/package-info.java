/**
 * The read model of moderation and its queries. Documents have the fields of a view's JSON, ids and ISO 8601 times as
 * text, absent fields instead of null, and these fields:
 *
 * <pre>
 * people   of PersonView: _id = userId; logNext, the offset after the last applied event
 * reports  of ReportView: _id = id; indexed by status, userId and reporterId, each with _id
 * flags    of FlagView: _id = id, the message's; version, that of the user's event that changed the flag last; indexed by
 *          status and userId, each with _id
 * </pre>
 */
@NullMarked
package io.livemarket.moderation.projection;

import org.jspecify.annotations.NullMarked;
