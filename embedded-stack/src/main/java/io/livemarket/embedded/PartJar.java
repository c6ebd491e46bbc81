package io.livemarket.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part that is started as a process; the manifest of its jar names the jars beside it.
 *
 * @param title the name in messages
 * @param module the module of this project that builds the part, and the jar's name
 * @param property the system property that may name the jar's folder
 */
record PartJar(String title, String module, String property) {

    static final PartJar BROKER = new PartJar("Kafka broker", "kafka-broker", "livemarket.broker.lib");
    static final PartJar S3 = new PartJar("S3 server", "s3-server", "livemarket.s3.lib");

    /**
     * Looks in the folder that the system property names, else in the project at {@code livemarket.root}, else in the
     * project around the working directory.
     *
     * @throws IllegalStateException when the part is not built
     */
    Path locate() {
        Path jar = candidate();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "The %s is not built: %s is missing. Build it with: ./mvnw -pl %s -am package"
                            .formatted(title, jar, module));
        }
        return jar;
    }

    private Path candidate() {
        Path inProject = Path.of(module, "target", "lib", module + ".jar");
        String lib = System.getProperty(property);
        if (lib != null) {
            return Path.of(lib, module + ".jar").toAbsolutePath();
        }
        String root = System.getProperty("livemarket.root");
        if (root != null) {
            return Path.of(root).toAbsolutePath().resolve(inProject);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(module).resolve("pom.xml"))) {
                return folder.resolve(inProject);
            }
        }
        return start.resolve(inProject);
    }
}
