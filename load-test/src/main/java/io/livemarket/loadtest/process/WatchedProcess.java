package io.livemarket.loadtest.process;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A process of this machine whose CPU time and memory are read from {@code /proc} (proc(5)).
 *
 * @param withDescendants whether the CPU time includes that of all processes that it started
 */
public record WatchedProcess(String name, long pid, boolean withDescendants) {

    /** USER_HZ: 100 on every Linux that Java runs on, whatever the kernel's own HZ. */
    static final double TICKS_PER_SECOND = 100;
    /** The index after the command name, which may itself hold blanks and brackets: fields 14 and 15 of the line. */
    private static final int UTIME = 11;

    private static final int STIME = 12;
    /** The names of the JVM's compiling threads, of which Linux keeps 15 characters. */
    private static final List<String> COMPILERS = List.of("(C1 CompilerThre)", "(C2 CompilerThre)");

    public WatchedProcess(String name, long pid) {
        this(name, pid, false);
    }

    /** User and system time so far, in seconds; empty when the process does not exist. */
    public OptionalDouble cpuSeconds() {
        if (withDescendants) {
            return ProcessTree.cpuSeconds(pid);
        }
        String stat = read("stat");
        return stat == null ? OptionalDouble.empty() : OptionalDouble.of(seconds(stat));
    }

    /**
     * User and system time so far in seconds, without the time of the threads of a JVM that compile (JIT). The JVM has
     * to run with {@code -XX:-UseDynamicNumberOfCompilerThreads}, since the time of a thread that has ended is in the
     * process's time alone.
     *
     * @throws SetUpException when the process does not exist
     */
    public double cpuSecondsWithoutCompilers() {
        return cpuSeconds().orElseThrow(() -> new SetUpException(name + " has ended")) - compilerSeconds();
    }

    private double compilerSeconds() {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                String stat = read("task/" + thread.getFileName() + "/stat");
                if (stat != null && COMPILERS.stream().anyMatch(stat::contains)) {
                    seconds += seconds(stat);
                }
            }
            return seconds;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static double seconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    }

    /** Resident memory in bytes; empty when the process does not exist. */
    public OptionalLong residentBytes() {
        String status = read("status");
        if (status == null) {
            return OptionalLong.empty();
        }
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    private @Nullable String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException endedWhileReading) {
            return null;
        }
    }
}
