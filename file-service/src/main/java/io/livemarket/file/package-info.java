/**
 * file-service: takes files, keeps them in an S3, and gives them to those who may read them.
 *
 * <p>Topics: owns {@code files.events}, {@code files.commands} and {@code files.results}; reads {@code chat.events} and
 * {@code users.events}. Aggregate: the file. Collections: {@code files}, {@code holdings}, {@code chats},
 * {@code carried}, {@code messages}, {@code avatars}, all of them read models. Invariants: a file is a fact only after
 * its bytes are stored; only its owner sends or deletes it; a file that no message carries is collected.
 */
package io.livemarket.file;
