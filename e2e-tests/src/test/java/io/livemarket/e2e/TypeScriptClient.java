package io.livemarket.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles the TypeScript client with its tests, and runs their files with Node. */
final class TypeScriptClient {

    /** The oldest version of Node that the package supports. */
    private static final int OLDEST_NODE = 20;

    private final Path folder;

    private TypeScriptClient(Path folder) {
        this.folder = folder;
    }

    /** Empty where there is no Node of a usable version. */
    static Optional<TypeScriptClient> compile() throws IOException, InterruptedException {
        if (NodeClient.nodeVersion() < OLDEST_NODE) {
            return Optional.empty();
        }
        Path folder = RunningSystem.root().resolve("clients/typescript");
        if (!isInstalled(folder)) {
            run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        run(folder, "npm", "run", "--silent", "compile");
        return Optional.of(new TypeScriptClient(folder));
    }

    /** npm writes this file last, and another build of the repository may be using what it wrote. */
    private static boolean isInstalled(Path folder) throws IOException {
        Path installed = folder.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json")))
                        >= 0;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        NodeClient.Result result = NodeClient.run(folder, 600, List.of(command), Map.of());
        if (result.exit() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + result.output());
        }
    }

    /** The names of the test files that need no running system. */
    static List<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.list(RunningSystem.root().resolve("clients/typescript/test"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.ts"))
                    .map(name -> name.replaceFirst("\\.ts$", ".js"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Runs the test that kills processes while messages are sent.
     *
     * @param parts the names of the parts to be killed, each a process of its own
     */
    NodeClient.Result killing(RunningSystem system, String url, String... parts)
            throws IOException, InterruptedException {
        return test(
                "system/kill.test.js",
                Map.of(
                        "LIVEMARKET_URL",
                        url,
                        "LIVEMARKET_DATA",
                        system.data().toString(),
                        "LIVEMARKET_KILL",
                        String.join(",", parts)));
    }

    /**
     * Runs one file of tests.
     *
     * @param file below the folder of the tests
     * @param variables what the tests have to know of the running system
     */
    NodeClient.Result test(String file, Map<String, String> variables) throws IOException, InterruptedException {
        return NodeClient.run(
                folder, 900, List.of("node", "--test", "--test-reporter=spec", "build/test/" + file), variables);
    }
}
