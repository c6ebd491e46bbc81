/**
 * The read models of file-service and their queries. Owns these collections; fields with {@code ?} may be absent, ids
 * are text.
 *
 * <pre>
 * files            one document per file, from files.events
 *   _id            fileId
 *   version, ownerId, deleted
 *   name, contentType, size, sha256, scan, uploadedAt     absent once the file is deleted
 *   width?, height?, thumbnail?                           of an image; thumbnail: whether it has one
 *   logNext        offset in files.events after the newest applied event
 *
 * holdings         one document per user, from files.events
 *   _id            userId
 *   files          {fileId: size}, without deleted files
 *
 * chat_members     one document per chat, from chat.events
 *   _id            chatId
 *   participants?  ids of users; of a private chat
 *   members?       [{id, from}] of a group: user, and the first message that the user may see; sparse index on members.id
 *   version?       of a group: the chat's version of the newest change of its members
 *
 * carried_files    one document per file of a message, from chat.events
 *   _id            fileId:messageId
 *   senderId?, chatId?, seq?
 *   readers?       [fileId:userId] in a private chat, [fileId:chatId] in a group; absent once the message is deleted;
 *                  index on readers
 *   gone?          true once the message is deleted
 *
 * messages         one document per message with files, from chat.events
 *   _id            messageId
 *   files          ids
 *   deleted?       true once the message is deleted
 *
 * avatars          one document per user who has or had a profile image, from users.events
 *   _id            userId
 *   version        of the newest applied event of the user
 *   since          version of the profile since which fileId is shown
 *   fileId?        absent without an image
 *
 * evidence         one document per file of a case, from moderation.events
 *   _id            caseId:fileId
 *   caseId, fileId, userId, name, contentType
 *   size           bytes of the copy, 0 without one
 *   kept           whether a copy exists
 *   version        of the newest applied event of the reported user
 *   releaseAt?     when the copy is removed; absent while the case is open
 *   indexes        userId, caseId, releaseAt
 *
 * evidence-views   one document per granted view, from moderation.events
 *   _id            hash of the secret
 *   caseId, fileId, until     index on until
 * </pre>
 */
@NullMarked
package io.livemarket.file.projection;

import org.jspecify.annotations.NullMarked;
