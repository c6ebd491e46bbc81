package io.livemarket.loadtest.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of a process with its descendants, those that ended and were waited for included; PostgreSQL has one per
 * connection.
 */
final class ProcessTree {

    private static final int PARENT = 1;
    private static final int UTIME = 11;
    private static final int CHILDRENS_STIME = 14;

    private ProcessTree() {}

    /** User and system time so far, in seconds; empty when the process does not exist. */
    static OptionalDouble cpuSeconds(long root) {
        List<String> stats = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String stat = read(process.resolve("stat"));
                if (stat != null) {
                    stats.add(stat);
                }
            }
        } catch (IOException noProc) {
            return OptionalDouble.empty();
        }
        return cpuSeconds(root, stats);
    }

    /** @param stats the lines of {@code /proc/PID/stat} of all processes (proc(5)) */
    static OptionalDouble cpuSeconds(long root, Collection<String> stats) {
        List<Stat> all = stats.stream().map(Stat::of).toList();
        Set<Long> tree = new HashSet<>(Set.of(root));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Stat each : all) {
                grown |= tree.contains(each.parent) && tree.add(each.pid);
            }
        }
        if (all.stream().noneMatch(each -> each.pid == root)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(all.stream()
                .filter(each -> tree.contains(each.pid))
                .mapToDouble(Stat::seconds)
                .sum());
    }

    private record Stat(long pid, long parent, double seconds) {

        static Stat of(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = UTIME; field <= CHILDRENS_STIME; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return new Stat(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    Long.parseLong(fields[PARENT]),
                    ticks / WatchedProcess.TICKS_PER_SECOND);
        }
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            return null;
        }
    }
}
