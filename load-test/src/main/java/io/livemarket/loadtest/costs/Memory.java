package io.livemarket.loadtest.costs;

import java.util.Map;

/**
 * What a system holds while nothing happens.
 *
 * @param at what is in it
 * @param command what measured it
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
