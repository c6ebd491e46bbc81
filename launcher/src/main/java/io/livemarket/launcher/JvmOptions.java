package io.livemarket.launcher;

import java.nio.file.Path;
import java.util.List;

/** Options of the JVMs that the launcher starts. */
final class JvmOptions {

    /** A service's own JVM, with {@code --processes}. */
    static final List<String> SERVICE =
            List.of("-Xmx384m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    /** Keep the warnings of libraries that reach under the JDK's surface off the terminal. */
    static final List<String> QUIET =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private JvmOptions() {
    }

    /** The first run leaves an archive of its classes beside the launcher, with which the next ones start sooner. */
    static List<String> classArchive(String name) {
        String root = System.getProperty("livemarket.root");
        return root == null ? List.of() : List.of("-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + Path.of(root, "launcher", "target", name + ".jsa"));
    }

    /** What this environment variable says, separated by spaces, or else the default. */
    static List<String> given(String variable, List<String> otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : List.of(value.strip().split("\\s+"));
    }
}
