package io.livemarket.file.scan;

import io.livemarket.events.files.FileScan;
import java.io.IOException;
import java.nio.file.Path;

/** Scans an upload before it is recorded as a file. */
@FunctionalInterface
public interface VirusScan {

    /** The scan of an installation without a scanner. */
    VirusScan NONE = _ -> FileScan.UNSCANNED;

    /**
     * Called before an upload is received.
     *
     * @throws io.livemarket.kit.web.ApiException {@code unavailable} while the scanner gives no verdicts
     */
    default void requireReady() {}

    /**
     * The verdict on a file.
     *
     * @throws io.livemarket.kit.web.ApiException {@code file_infected}, or {@code unavailable} without a verdict: a
     *     file that was not scanned is not accepted
     */
    FileScan of(Path file) throws IOException;
}
