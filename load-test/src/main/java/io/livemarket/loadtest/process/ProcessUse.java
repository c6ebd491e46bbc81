package io.livemarket.loadtest.process;

/**
 * What a process used during the measured window.
 *
 * @param cpuSeconds user and system time; {@code null} when the process ended or was replaced meanwhile
 * @param cpuSecondsPer1000 the same per 1,000 messages acknowledged; {@code null} without messages
 * @param residentBytes resident memory at the window's end; {@code null} when the process is gone
 */
public record ProcessUse(String name, long pid, Double cpuSeconds, Double cpuSecondsPer1000, Long residentBytes) {}
