package io.livemarket.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The use of all processors of this machine so far, in ticks, from the first line of {@code /proc/stat} (proc(5)).
 *
 * @param all all ticks
 * @param idle ticks without work, or waiting for a disk
 * @param stolen ticks that the virtual machine's host gave to others
 */
public record HostTime(long all, long idle, long stolen) {

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STOLEN = 7;
    /** user, nice, system, idle, iowait, irq, softirq and steal; user and nice include the use of guests. */
    private static final int COUNTED = 8;

    /**
     * The use of the processors in a time, as shares of it from 0 to 1.
     *
     * @param stolen taken away by the virtual machine's host; a run with more than a few per cent shows little
     * @param idle without work
     */
    public record Use(double stolen, double idle) {}

    /** The ticks until now; all 0 on a machine without {@code /proc}. */
    public static HostTime now() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return lines.findFirst().map(HostTime::of).orElse(new HostTime(0, 0, 0));
        } catch (IOException noProc) {
            return new HostTime(0, 0, 0);
        }
    }

    static HostTime of(String line) {
        long[] ticks = Arrays.stream(line.split(" +"))
                .skip(1)
                .limit(COUNTED)
                .mapToLong(Long::parseLong)
                .toArray();
        return new HostTime(Arrays.stream(ticks).sum(), ticks[IDLE] + ticks[IO_WAIT], ticks[STOLEN]);
    }

    /** The use since an earlier reading. */
    public Use since(HostTime start) {
        double ticks = Math.max(1, all - start.all);
        return new Use((stolen - start.stolen) / ticks, (idle - start.idle) / ticks);
    }
}
