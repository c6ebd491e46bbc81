package io.livemarket.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of a running system, kept in files of its data directory for other processes. The files are valid
 * only while the directory's lock is held: {@link #on} checks that.
 *
 * @param pid of the launcher
 * @param since when the system was started
 * @param up whether every part is ready
 * @param url address of the system for its users
 * @param kafka the broker's address
 * @param parts in the order of starting
 */
record RunningSystem(long pid, Instant since, boolean up, URI url, String kafka, List<RunningPart> parts) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A part of the running system.
     *
     * @param name unique in the system
     * @param pid of the part's process, which other parts may share
     * @param address {@code host:port}
     * @param health address of the health document; absent for a part that works as long as it accepts connections
     */
    record RunningPart(
            String name, long pid, String address, @Nullable URI health) {}

    /** The system that runs on this directory now; empty when none runs. */
    static Optional<RunningSystem> on(DataDirectory data) throws IOException {
        if (!data.isInUse() || !Files.exists(data.systemFile())) {
            return Optional.empty();
        }
        return Optional.of(JSON.readValue(data.systemFile().toFile(), RunningSystem.class));
    }

    /** Writes the system's file and {@link DataDirectory#processesFile()}. */
    void write(DataDirectory data) throws IOException {
        Map<Long, String> names = new LinkedHashMap<>();
        names.put(pid, "services");
        parts.forEach(part -> names.putIfAbsent(part.pid(), part.name()));
        List<Map<String, Object>> processes = names.entrySet().stream()
                .map(process -> Map.<String, Object>of("name", process.getValue(), "pid", process.getKey()))
                .toList();
        replace(data.processesFile(), JSON.writeValueAsBytes(processes));
        replace(data.systemFile(), JSON.writeValueAsBytes(this));
    }

    static void forget(DataDirectory data) throws IOException {
        Files.deleteIfExists(data.processesFile());
        Files.deleteIfExists(data.systemFile());
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
