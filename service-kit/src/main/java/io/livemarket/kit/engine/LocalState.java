package io.livemarket.kit.engine;

import io.livemarket.kit.config.LiveMarketProperties;
import java.nio.file.Path;

/**
 * Where an engine keeps its local state.
 *
 * @param directory of the local state; may be lost
 * @param standby whether it also holds the state of partitions that other instances own
 */
public record LocalState(Path directory, boolean standby) {

    /** The place that a service's settings give to an engine. */
    public static LocalState of(LiveMarketProperties properties, String engine) {
        return new LocalState(
                properties.dataDir().resolve("engine").resolve(engine),
                properties.engine().standby());
    }
}
