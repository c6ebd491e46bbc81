package io.livemarket.broker;

import io.livemarket.broker.StartRefused.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The broker's directory on disk. */
final class Storage {

    private static final long MEGABYTE = 1024 * 1024;

    private Storage() {}

    /**
     * Makes the directory and checks that it can be written and has room.
     *
     * @throws StartRefused with {@link Reason#DISK}
     */
    static void check(Path directory, long minimumFreeMegabytes) throws StartRefused {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "writable", ".probe"));
            long free = Files.getFileStore(directory).getUsableSpace() / MEGABYTE;
            if (free < minimumFreeMegabytes) {
                throw new StartRefused(
                        Reason.DISK,
                        "Not enough disk space in %s: %d MB are free, %d MB are needed"
                                .formatted(directory, free, minimumFreeMegabytes));
            }
        } catch (IOException e) {
            throw new StartRefused(Reason.DISK, "Cannot write to %s: %s".formatted(directory, e));
        }
    }

    /** Formats the directory unless it was formatted before; existing data is never overwritten. */
    static void formatOnce(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setIgnoreFormatted(true)
                .run();
    }
}
