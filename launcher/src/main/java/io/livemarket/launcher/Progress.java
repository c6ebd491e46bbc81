package io.livemarket.launcher;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** The terminal's output while a system starts, runs and stops: whole lines, one at a time. */
public final class Progress {

    private final PrintWriter out;
    private final PrintWriter err;
    private final long begun = System.nanoTime();

    public Progress(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Prints that a part is ready, with the time since the beginning. */
    synchronized void ready(String part, String address) {
        out.printf(Locale.ROOT, "  %-14s %6.1f s   %s%n", part, seconds(), address);
        out.flush();
    }

    public synchronized void print(Object text) {
        out.println(text);
        out.flush();
    }

    /** Prints one line about a failure, on standard error. */
    public synchronized void error(Bilingual text) {
        out.flush();
        err.println("livemarket: " + text);
        err.flush();
    }

    /** Time since this object was made. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    double seconds() {
        return elapsed().toMillis() / 1000.0;
    }
}
