package io.livemarket.loadtest.costs;

import java.util.Map;

/**
 * The state of an idle system.
 *
 * @param at the numbers of users, chats and messages in the system
 * @param command the command that measured the state
 * @param heap bytes in use right after full collections, by part
 * @param log bytes of the topics on the broker's disk
 * @param store bytes of documents, by database
 * @param local bytes of the local state of services, by copy
 */
public record Memory(
        String at,
        String command,
        long users,
        long chats,
        long messages,
        long sockets,
        Map<String, Long> heap,
        Map<String, Long> log,
        Map<String, Long> store,
        Map<String, Long> local) {}
