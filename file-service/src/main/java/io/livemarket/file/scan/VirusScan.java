package io.livemarket.file.scan;

import io.livemarket.events.files.FileScan;
import java.io.IOException;
import java.nio.file.Path;

/** Has a look at a file before it becomes one. */
@FunctionalInterface
public interface VirusScan {

    /** For systems without a scanner. */
    VirusScan NONE = _ -> FileScan.UNSCANNED;

    /**
     * To be asked before a file is received.
     *
     * @throws io.livemarket.kit.web.ApiException {@code unavailable} while the scanner gives no verdicts
     */
    default void requireReady() {}

    /**
     * What is to be said of the file.
     *
     * @throws io.livemarket.kit.web.ApiException {@code file_infected}, or {@code unavailable} when the scanner gives
     *     no verdict: an unseen file is not taken
     */
    FileScan of(Path file) throws IOException;
}
