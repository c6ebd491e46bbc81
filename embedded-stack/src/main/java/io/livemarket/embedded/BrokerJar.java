package io.livemarket.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the built broker; its manifest names the jars beside it. */
final class BrokerJar {

    private static final String NAME = "kafka-broker.jar";
    private static final Path IN_PROJECT = Path.of("kafka-broker", "target", "lib", NAME);

    private BrokerJar() {
    }

    /**
     * Looks in the folder that the system property {@code livemarket.broker.lib} names, else in the project at
     * {@code livemarket.root}, else in the project around the working directory.
     *
     * @throws IllegalStateException when the broker is not built
     */
    static Path locate() {
        Path jar = candidate();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("The Kafka broker is not built: " + jar
                    + " is missing. Build it with: ./mvnw -pl kafka-broker -am package");
        }
        return jar;
    }

    private static Path candidate() {
        String lib = System.getProperty("livemarket.broker.lib");
        if (lib != null) {
            return Path.of(lib, NAME).toAbsolutePath();
        }
        String root = System.getProperty("livemarket.root");
        if (root != null) {
            return Path.of(root).toAbsolutePath().resolve(IN_PROJECT);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("kafka-broker").resolve("pom.xml"))) {
                return folder.resolve(IN_PROJECT);
            }
        }
        return start.resolve(IN_PROJECT);
    }
}
