package io.livemarket.kit.engine;

import io.livemarket.kit.config.LiveMarketProperties;
import java.nio.file.Path;

/**
 * The place of an engine's local state.
 *
 * @param directory the directory of the local state, which may be lost
 * @param standby whether it also has standby replicas of the partitions that other instances own
 */
public record LocalState(Path directory, boolean standby) {

    /** The place of an engine's local state by the service's settings. */
    public static LocalState of(LiveMarketProperties properties, String engine) {
        return new LocalState(
                properties.dataDir().resolve("engine").resolve(engine),
                properties.engine().standby());
    }
}
