/**
 * Runs {@link io.livemarket.chat.domain.ChatDecider} on the partitions of {@code chat.commands} and publishes its
 * decisions. Owns the state of each partition, one store with these keys:
 *
 * <pre>
 * key                                            value                                           kept
 * chat:{chatId}                                  Chat.Open as JSON                               for ever
 * message:{messageId}                            ChatLookups.Message as JSON                     for ever
 * offer:{offerId}                                Offer as JSON                                   for ever
 * offer-due:{hour}:{millis}:{offerId}            an empty text                                   while it is open
 * used:{hash}                                    day of the message, 4 bytes, big-endian         for ever
 * answer:{day}:{chatId}:{senderId}:{key}         ChatLookups.FirstAnswer as JSON                 answersKept
 * today:                                         day of the newest message, 4 bytes, big-endian  one entry
 * block:{lowerId}:{higherId}                     1 byte: 1 = lower blocks, 2 = higher blocks     while there is a block
 * digest:{messageId}                             ContentDigest of a masked request, as text      about answersKept
 * parked:{chatId}:{number}                       ParkedCommands.Waiting as JSON                  while it waits
 * </pre>
 *
 * A day is a number of days since 1970, in a key with 10 digits; an hour is a number of hours, with 10 digits, and
 * {@code millis} of milliseconds since 1970, at which the offer expires; {@code hash} is the unpadded base64url of the
 * first 96 bits of the SHA-256 of {@code chatId:senderId:key}; the lower of two ids is the first one as text;
 * {@code number} has 19 digits and orders the commands. The first seven kinds are derived from {@code chat.events}. The
 * other three are also records of {@code livemarket.chat.journal.v1}, with these keys and values, since no event holds
 * them.
 */
@NullMarked
package io.livemarket.chat.kafka;

import org.jspecify.annotations.NullMarked;
