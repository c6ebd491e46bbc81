package io.livemarket.file.metrics;

import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileScan;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts what is taken, refused and removed. What is tried again after a failure counts again: figures for operators.
 */
public final class FileMetrics {

    private final MeterRegistry registry;
    private final Counter bytes;
    private final Counter orphans;

    public FileMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.bytes = Counter.builder("livemarket.files.uploaded.bytes")
                .baseUnit("bytes")
                .description("Bytes of files that were taken, as they are stored")
                .register(registry);
        this.orphans = Counter.builder("livemarket.files.orphans")
                .description("Objects removed from the store that were of no file")
                .register(registry);
    }

    public void taken(FileScan scan, long size) {
        Counter.builder("livemarket.files.uploads")
                .tag("scan", lower(scan))
                .description("Files that were taken, by what the virus scan said")
                .register(registry)
                .increment();
        bytes.increment(size);
    }

    /** @param reason the problem's code, or {@code failed} */
    public void refused(String reason) {
        Counter.builder("livemarket.files.refused")
                .tag("reason", reason)
                .description("Uploads that were not taken, by the problem's code")
                .register(registry)
                .increment();
    }

    public void removed(DeletionReason reason) {
        Counter.builder("livemarket.files.removed")
                .tag("reason", lower(reason))
                .description("Deleted files whose bytes were removed, by why they were deleted")
                .register(registry)
                .increment();
    }

    public void orphans(int removed) {
        orphans.increment(removed);
    }

    /** A sweep removed nothing, since it would have removed too much, or in a place of another installation. */
    public void sweepRefused() {
        Counter.builder("livemarket.files.sweeps.refused")
                .description("Sweeps that removed nothing because the bucket does not look like this installation's")
                .register(registry)
                .increment();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
