package io.livemarket.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which system a command is about. */
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
