package io.livemarket.loadtest.idle;

import io.livemarket.loadtest.process.JvmMemory;
import io.livemarket.loadtest.sockets.SocketPool;

/**
 * What idle sockets cost the process that holds them.
 *
 * @param process the process measured, {@code null} when none was named
 * @param before its memory before the sockets were opened
 * @param after its memory when they had settled
 * @param perSocket the difference divided by the number of sockets that were up, in bytes
 */
public record IdleReport(
        String mode,
        int sockets,
        int socketsPerUser,
        double openedPerSecond,
        String process,
        Long pid,
        JvmMemory.Reading before,
        JvmMemory.Reading after,
        JvmMemory.Reading perSocket,
        SocketPool.Standing standing) {}
