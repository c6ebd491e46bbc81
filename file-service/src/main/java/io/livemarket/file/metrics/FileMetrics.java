package io.livemarket.file.metrics;

import io.livemarket.events.files.DeletionReason;
import io.livemarket.events.files.FileScan;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts accepted, refused and removed files for operators. A step that is retried after a failure is counted again.
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
                .description("Files that were taken, by the verdict of the virus scan")
                .register(registry)
                .increment();
        bytes.increment(size);
    }

    /** @param reason the problem's code, or {@code failed} for any other failure */
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
                .description("Deleted files whose bytes were removed, by the reason of the deletion")
                .register(registry)
                .increment();
    }

    public void orphans(int removed) {
        orphans.increment(removed);
    }

    /**
     * Counts a sweep that removed nothing, because it would have removed too much or the bucket belongs to another
     * installation.
     */
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
