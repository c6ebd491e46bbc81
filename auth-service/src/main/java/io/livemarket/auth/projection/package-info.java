/**
 * The read model of public profiles for search. The collection {@code users} has one document for each user:
 *
 * <pre>
 * _id            user id
 * logNext        number: the offset after the last applied event
 * version        number: the version of the last applied event
 * updatedAt      BSON date
 * createdAt?     BSON date; absent where the event of the registration could not be read
 * username?      absent for a deleted account, as are the two fields below
 * usernameLower? the name in lower case; indexed as by_name
 * avatarUrl?     null for an account without a picture
 * </pre>
 */
@NullMarked
package io.livemarket.auth.projection;

import org.jspecify.annotations.NullMarked;
