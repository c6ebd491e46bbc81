package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All measured and all assumed figures, with the command or the reason beside each figure: {@code costs.json}.
 *
 * @param measured place and time
 * @param notMeasured figures that a model needs and that were not measured, with the reasons
 */
public record CostsFile(
        String measured,
        List<Cost> costs,
        List<Memory> memory,
        List<Assumption> assumptions,
        List<String> notMeasured) {

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A figure that the model takes from elsewhere.
     *
     * @param why a document of this project that has the figure, or the reason for a choice
     */
    public record Assumption(String name, double value, String unit, String why) {}

    /** The file in the program's jar. */
    public static CostsFile builtIn() {
        try (InputStream in = CostsFile.class.getResourceAsStream("/io/livemarket/loadtest/costs.json")) {
            return JSON.readValue(in.readAllBytes(), CostsFile.class);
        } catch (IOException | JacksonException unreadable) {
            throw new SetUpException("cannot read costs.json: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Reads a file.
     *
     * @throws SetUpException when the file has another form
     */
    public static CostsFile of(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), CostsFile.class);
        } catch (IOException | JacksonException unreadable) {
            throw new SetUpException("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * A copy of the file in which these figures replace all figures of their units, so that no unit has figures of two
     * systems.
     */
    CostsFile with(String where, List<Cost> newCosts, List<Memory> newMemory) {
        List<Cost> allCosts = new ArrayList<>(costs);
        allCosts.removeIf(old -> newCosts.stream().anyMatch(each -> each.of().equals(old.of())));
        allCosts.addAll(newCosts);
        List<Memory> allMemory = new ArrayList<>(memory);
        allMemory.removeIf(old -> newMemory.stream().anyMatch(each -> each.at().equals(old.at())));
        allMemory.addAll(newMemory);
        return new CostsFile(where, allCosts, allMemory, assumptions, notMeasured);
    }

    void save(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException unwritable) {
            throw new SetUpException("cannot write " + file + ": " + unwritable.getMessage(), unwritable);
        }
    }
}
