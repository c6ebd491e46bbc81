package io.livemarket.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./livemarket ledger} run to its end, in a JVM of its own and with service JVMs that start soonest. */
final class LedgerProcess {

    private static final String SERVICE_OPTIONS =
            "-Xmx384m -Xss512k -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1";
    private static final long LIMIT_MINUTES = 12;

    private LedgerProcess() {}

    /**
     * @param exitCode see {@link LedgerCommand}
     * @param output all that it printed
     */
    record Ended(int exitCode, String output) {

        String lastLine() {
            return output.lines().filter(line -> !line.isBlank()).toList().getLast();
        }
    }

    static Ended run(String... arguments) throws IOException, InterruptedException {
        Path root = root();
        String ledger =
                root.resolve("ledger-test/target/livemarket-ledger.jar") + ":" + root.resolve("ledger-test/target/lib")
                        + "/*:" + root.resolve("launcher/target/livemarket-launcher.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlivemarket.root=" + root,
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                ledger,
                LedgerCommand.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("livemarket-ledger", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "LIVEMARKET_SERVICE_JAVA_OPTS",
                        SERVICE_OPTIONS,
                        "LIVEMARKET_KAFKA_JAVA_OPTS",
                        "-Xmx640m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            String printed = Files.readString(output);
            if (!ended) {
                throw new IllegalStateException(
                        "The ledger did not end within " + LIMIT_MINUTES + " minutes: " + printed);
            }
            return new Ended(process.exitValue(), printed);
        } finally {
            process.destroy(); // Its shutdown stops the system; the parts end with it in any case.
            Files.delete(output);
        }
    }

    private static Path root() {
        String given = System.getProperty("livemarket.root");
        return given == null ? Path.of("").toAbsolutePath().getParent() : Path.of(given);
    }
}
