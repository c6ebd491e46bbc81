package io.livemarket.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A process of this machine whose CPU time and memory are read from {@code /proc} (proc(5)). */
public record WatchedProcess(String name, long pid) {

    /** USER_HZ: 100 on every Linux that Java runs on, whatever the kernel's own HZ. */
    private static final double TICKS_PER_SECOND = 100;
    /** Counted after the command name, which may itself hold blanks and brackets: fields 14 and 15 of the line. */
    private static final int UTIME = 11;
    private static final int STIME = 12;

    /** User and system time so far, in seconds; empty when there is no such process (any more). */
    public OptionalDouble cpuSeconds() {
        String stat = read("stat");
        if (stat == null) {
            return OptionalDouble.empty();
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return OptionalDouble.of((Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND);
    }

    /** Resident memory in bytes; empty when there is no such process (any more). */
    public OptionalLong residentBytes() {
        String status = read("status");
        if (status == null) {
            return OptionalLong.empty();
        }
        return status.lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst();
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException endedWhileReading) {
            return null;
        }
    }
}
