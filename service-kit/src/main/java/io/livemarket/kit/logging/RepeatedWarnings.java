package io.livemarket.kit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Passes a warning of a Kafka or MongoDB client once in 30 s for each of its loggers, and counts the others. While a
 * broker or the store is unreachable every client of a service warns at each attempt, some twenty times a second.
 */
public final class RepeatedWarnings extends TurboFilter {

    static final Duration WINDOW = Duration.ofSeconds(30);

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(RepeatedWarnings.class);

    private final ConcurrentHashMap<String, Window> windows = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** The time of the last passed warning of a logger, and the number of dropped ones since. Guarded by itself. */
    private static final class Window {
        private boolean used;
        private long began;
        private int leftOut;
    }

    RepeatedWarnings(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Adds the filter to the process's logging, unless it has one or the logging is not Logback's. */
    public static void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            synchronized (RepeatedWarnings.class) {
                if (context.getTurboFilterList().stream().noneMatch(RepeatedWarnings.class::isInstance)) {
                    RepeatedWarnings added = new RepeatedWarnings(System::nanoTime);
                    added.start();
                    context.addTurboFilter(added);
                }
            }
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        if (level != Level.WARN || format == null || !isOfAClient(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        int leftOut = pass(windows.computeIfAbsent(logger.getName(), _ -> new Window()));
        if (leftOut < 0) {
            return FilterReply.DENY;
        }
        if (leftOut > 0) {
            log.warn("{} warnings of {} were dropped since the last one", leftOut, logger.getName());
        }
        return FilterReply.NEUTRAL;
    }

    private static boolean isOfAClient(String logger) {
        return logger.startsWith("org.apache.kafka.") || logger.startsWith("org.mongodb.driver.");
    }

    /** The number of warnings that were dropped before this one, which passes; negative when it is dropped. */
    private int pass(Window window) {
        synchronized (window) {
            long now = nanoTime.getAsLong();
            if (window.used && now - window.began < WINDOW.toNanos()) {
                window.leftOut++;
                return -1;
            }
            int leftOut = window.leftOut;
            window.used = true;
            window.began = now;
            window.leftOut = 0;
            return leftOut;
        }
    }
}
