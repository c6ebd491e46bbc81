package io.livemarket.launcher;

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

    /** What this environment variable says, separated by spaces, or else the default. */
    static List<String> given(String variable, List<String> otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : List.of(value.strip().split("\\s+"));
    }
}
