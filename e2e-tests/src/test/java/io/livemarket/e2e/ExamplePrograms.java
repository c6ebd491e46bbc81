package io.livemarket.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The clients of {@code examples/clients}, each with the command that runs it, of the languages that this machine has.
 */
final class ExamplePrograms {

    private static final int INSTALL_SECONDS = 600;
    private static final int OLDEST_NODE = 20;
    private static final Path CLIENTS = RunningSystem.root().resolve("examples/clients");
    private static final Path WORK = RunningSystem.root().resolve("e2e-tests/target/examples");

    private ExamplePrograms() {}

    /** Installs what they need; a language that is missing is left out, a failing installation is an error. */
    static Map<String, List<String>> install() throws IOException, InterruptedException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(
                "java",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        RunningSystem.root().resolve("launcher/target/lib") + "/*",
                        CLIENTS.resolve("java/Chat.java").toString()));
        if (NodeClient.nodeVersion() >= OLDEST_NODE) {
            commands.put("javascript", javaScript());
        }
        if (hasPython()) {
            commands.put("python", python());
        }
        return commands;
    }

    private static List<String> javaScript() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(WORK.resolve("javascript"));
        try (Stream<Path> files = Files.list(CLIENTS.resolve("javascript"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(folder, List.of("npm", "ci", "--no-audit", "--no-fund"));
        return List.of("node", folder.resolve("chat.mjs").toString());
    }

    /** Where the page of {@code examples/embed} is served from; empty before {@link #makePage}. */
    static Path pageFolder() throws IOException {
        return Files.createDirectories(WORK.resolve("embed"));
    }

    /** Puts the page and the bundled TypeScript client, whose packages are installed already, into that folder. */
    static void makePage() throws IOException, InterruptedException {
        Path client = RunningSystem.root().resolve("clients/typescript");
        Path folder = pageFolder();
        run(client, List.of("npm", "run", "--silent", "bundle"));
        Files.copy(
                client.resolve("dist/chat-client.js"),
                folder.resolve("chat-client.js"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                RunningSystem.root().resolve("examples/embed/index.html"),
                folder.resolve("index.html"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return NodeClient.run(
                                    RunningSystem.root(),
                                    INSTALL_SECONDS,
                                    List.of(
                                            "python3",
                                            "-c",
                                            "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))"),
                                    Map.of())
                            .exit()
                    == 0;
        } catch (IOException e) {
            return false; // No such program.
        }
    }

    private static List<String> python() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(WORK).resolve("python");
        run(WORK, List.of("python3", "-m", "venv", folder.toString()));
        String python = folder.resolve("bin/python").toString();
        run(
                WORK,
                List.of(
                        python,
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "-r",
                        CLIENTS.resolve("python/requirements.txt").toString()));
        return List.of(python, CLIENTS.resolve("python/chat.py").toString());
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        NodeClient.complete(folder, INSTALL_SECONDS, command);
    }

    /** A program that was started, and what it has printed. */
    record Running(Process process, Path output) implements AutoCloseable {

        static Running start(List<String> command, String... arguments) throws IOException {
            Path output = Files.createTempFile("example", ".txt");
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of(arguments));
            return new Running(
                    new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        }

        String printed() throws IOException {
            return Files.readString(output);
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
