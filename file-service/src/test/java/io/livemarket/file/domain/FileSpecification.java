package io.livemarket.file.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileCommand;
import io.livemarket.events.files.FileEvent;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.file.domain.StoredFile.Carrying;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Given/when/then for {@link FileDecider}: one file and its messages.
 *
 * @param <C> commands, or retentions for the collection of unsent files
 */
final class FileSpecification<C> implements DeciderAdapter<FileSpecification.World, C, FileEvent, ErrorCode> {

    static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private interface Rule<C> {
        Decision decide(World world, C command, Instant now);
    }

    private final Rule<C> rule;

    private FileSpecification(Rule<C> rule) {
        this.rule = rule;
    }

    /** A file, and the relation of messages to it. */
    record World(StoredFile file, Map<UUID, Carrying> messages) implements StoredFile.Messages {

        @Override
        public Carrying of(UUID fileId, UUID messageId) {
            return messages.getOrDefault(messageId, Carrying.UNKNOWN);
        }
    }

    /** A file with these past events. */
    static DeciderSpecification<World, FileCommand, FileEvent, ErrorCode> given(FileEvent... past) {
        return new FileSpecification<FileCommand>(
                        (world, command, _) -> FileDecider.decide(world.file(), command, world))
                .with(past);
    }

    /** A file with these past events, which may be collected after the retention that {@code when} names. */
    static DeciderSpecification<World, Duration, FileEvent, ErrorCode> unsent(FileEvent... past) {
        return new FileSpecification<Duration>(
                        (world, retention, now) -> FileDecider.collect(world.file(), now, retention))
                .with(past);
    }

    private DeciderSpecification<World, C, FileEvent, ErrorCode> with(FileEvent... past) {
        return DeciderSpecification.of(this, new World(StoredFile.NONE, Map.of()), NOW)
                .given(past);
    }

    @Override
    public Outcome<World, FileEvent, ErrorCode> decide(World world, C command, Instant now) {
        return switch (rule.decide(world, command, now)) {
            case Decision.Accepted(var events) -> Outcome.accepted(events);
            case Decision.Unchanged() -> Outcome.unchanged();
            case Decision.Rejected(ErrorCode reason) -> Outcome.rejected(reason);
        };
    }

    @Override
    public World evolve(World world, FileEvent event) {
        StoredFile file = StoredFile.evolve(world.file(), event, world);
        assertThat(file.version()).isEqualTo(event.version());
        Map<UUID, Carrying> messages = new HashMap<>(world.messages());
        switch (event) {
            case FileAttached e -> messages.put(e.messageId(), Carrying.CARRIES);
            case FileDetached e -> messages.put(e.messageId(), Carrying.TAKEN_BACK);
            case FileUploaded _, FileDeleted _ -> {}
        }
        return new World(file, messages);
    }
}
