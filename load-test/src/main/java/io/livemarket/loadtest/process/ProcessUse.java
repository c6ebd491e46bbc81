package io.livemarket.loadtest.process;

import org.jspecify.annotations.Nullable;

/**
 * The use of a process during the measured window.
 *
 * @param cpuSeconds user and system time; absent when the process ended or was replaced meanwhile
 * @param cpuSecondsPer1000 user and system time per 1,000 acknowledged messages; absent without messages
 * @param residentBytes resident memory at the window's end; absent when the process is gone
 */
public record ProcessUse(
        String name,
        long pid,
        @Nullable Double cpuSeconds,
        @Nullable Double cpuSecondsPer1000,
        @Nullable Long residentBytes) {}
