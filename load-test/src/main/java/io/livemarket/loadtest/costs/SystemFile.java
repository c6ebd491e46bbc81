package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the system that runs on a data directory, as {@code ./livemarket up} writes it.
 *
 * @param up whether every part is ready
 * @param url the address that clients use
 * @param kafka the broker's address
 */
public record SystemFile(boolean up, URI url, String kafka, List<Part> parts) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The embedded broker's name. */
    static final String BROKER = "kafka";

    /** The document store's name; its process is the launcher. */
    static final String STORE = "store";

    /**
     * @param name such as {@code chat-1}
     * @param address {@code host:port}
     */
    public record Part(String name, long pid, String address) {}

    /**
     * Reads the file of a data directory.
     *
     * @throws SetUpException when no system is ready on the directory
     */
    public static SystemFile of(Path data) {
        Path file = data.resolve("run").resolve("system.json");
        try {
            SystemFile system = JSON.readValue(Files.readAllBytes(file), SystemFile.class);
            if (!system.up()) {
                throw new SetUpException("the system on " + data + " is not ready yet");
            }
            return system;
        } catch (IOException | JacksonException unreadable) {
            throw new SetUpException("no system runs on " + data + ": cannot read " + file, unreadable);
        }
    }

    /** @throws SetUpException when the system has no part of that name */
    Part part(String name) {
        return parts.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SetUpException("the system has no part " + name));
    }
}
