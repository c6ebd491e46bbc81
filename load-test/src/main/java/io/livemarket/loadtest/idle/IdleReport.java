package io.livemarket.loadtest.idle;

import io.livemarket.loadtest.process.JvmMemory;
import io.livemarket.loadtest.sockets.SocketPool;
import org.jspecify.annotations.Nullable;

/**
 * The cost of idle sockets to the process that holds them.
 *
 * @param process the measured process; absent when none was named
 * @param before its memory before the sockets were opened; absent without a process
 * @param after its memory when the sockets had settled; absent without a process
 * @param perSocket the difference divided by the number of sockets that were up, in bytes
 */
public record IdleReport(
        String mode,
        int sockets,
        int socketsPerUser,
        double openedPerSecond,
        @Nullable String process,
        @Nullable Long pid,
        JvmMemory.@Nullable Reading before,
        JvmMemory.@Nullable Reading after,
        JvmMemory.@Nullable Reading perSocket,
        SocketPool.Standing standing) {}
