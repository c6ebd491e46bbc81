package io.livemarket.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the data directory, and with it the system, of a command. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "The system's directory (default: data). · El directorio del sistema.")
    private Path data = DataDirectory.defaultPath();

    DataDirectory directory() {
        return new DataDirectory(data);
    }
}
