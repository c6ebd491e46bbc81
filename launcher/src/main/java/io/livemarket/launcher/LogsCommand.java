package io.livemarket.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: shows the log of a part of the system. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows a part's log. · Muestra el registro de una parte.")
final class LogsCommand implements Callable<Integer> {

    private static final int BLOCK = 64 * 1024;
    private static final long POLL_MILLIS = 200;

    private final List<Service> services;
    private final Progress progress;

    @Parameters(paramLabel = "SERVICE", description = "auth, chat, chat-2, …, kafka, or services for what they share")
    private String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as it grows. · Sigue según crece.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "200",
            paramLabel = "N",
            description = "The last N lines (default ${DEFAULT-VALUE}). · Las últimas N líneas.")
    private int lines;

    @Mixin
    private DataOption data;

    LogsCommand(List<Service> services, Progress progress) {
        this.services = services;
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        String name = part.replaceFirst("-1$", "");
        requireKnown(name);
        Path file = Logs.file(data.directory().logs(), name);
        if (!Files.exists(file) && !follow) {
            throw new LaunchRefused(Bilingual.of(
                    "%s has logged nothing yet in %s.",
                    "%s aún no ha registrado nada en %s.",
                    name,
                    data.directory().logs()));
        }
        long shown = showLast(file);
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            shown = showFrom(file, shown);
        }
        return 0;
    }

    private void requireKnown(String name) throws LaunchRefused {
        List<String> known =
                new ArrayList<>(services.stream().map(Service::name).toList());
        known.addAll(List.of(KafkaPart.NAME, Logs.SHARED));
        if (!known.contains(name.replaceFirst("-\\d+$", ""))) {
            throw new LaunchRefused(Bilingual.of(
                    "There is no service %s; there are: %s.",
                    "No existe el servicio %s; existen: %s.", part, String.join(", ", known)));
        }
    }

    private long showLast(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long size = Files.size(file);
        Deque<String> last = new ArrayDeque<>();
        try (Stream<String> all = Files.lines(file, StandardCharsets.UTF_8)) {
            all.forEach(line -> {
                last.add(line);
                if (last.size() > lines) {
                    last.remove();
                }
            });
        }
        last.forEach(progress::print);
        return size;
    }

    /** Shows the bytes behind this offset; a file that became shorter was recreated and is shown from its beginning. */
    private long showFrom(Path file, long shown) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long from = Files.size(file) < shown ? 0 : shown;
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(from);
            byte[] block = new byte[BLOCK];
            int length = open.read(block);
            int complete = length;
            while (complete > 0 && block[complete - 1] != '\n') {
                complete--;
            }
            if (complete > 0) {
                new String(block, 0, complete, StandardCharsets.UTF_8).lines().forEach(progress::print);
            }
            return from + Math.max(complete, 0);
        }
    }
}
