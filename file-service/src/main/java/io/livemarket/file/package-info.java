/**
 * file-service owns uploaded files: it receives them, keeps their bytes in an S3 bucket, and serves them to users who
 * may read them.
 *
 * <ul>
 *   <li>Topics in: {@code livemarket.files.commands.v1}, {@code livemarket.files.events.v1},
 *       {@code livemarket.chat.events.v1} (messages with files), {@code livemarket.users.events.v1} (profile images),
 *       {@code livemarket.moderation.events.v1} (files that are evidence).
 *   <li>Topics out: {@code livemarket.files.events.v1}, {@code livemarket.files.results.v1},
 *       {@code livemarket.files.commands.v1} (to attach files to messages and detach them); its own journal is
 *       {@code livemarket.files.journal.v1}.
 *   <li>Aggregate: {@link io.livemarket.file.domain.StoredFile}, decided by
 *       {@link io.livemarket.file.domain.FileDecider}.
 *   <li>Collections (projections, which can be rebuilt from the events at any time): {@code files}, {@code holdings},
 *       {@code chats}, {@code carried}, {@code messages}, {@code avatars}, {@code evidence}, {@code evidence-views};
 *       and {@code sweeps}, a lease.
 *   <li>Invariants: a file is recorded only after its bytes are stored; only its owner sends or deletes it; a file that
 *       no message carries is deleted.
 * </ul>
 */
@NullMarked
package io.livemarket.file;

import org.jspecify.annotations.NullMarked;
