package io.livemarket.file.domain;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileEvent;
import java.util.List;

/** What a command comes to. */
public sealed interface Decision {

    /** It happened: one or more events, in order. */
    record Accepted(List<FileEvent> events) implements Decision {}

    /** It is so already. */
    record Unchanged() implements Decision {}

    /** It is not allowed, for this reason. */
    record Rejected(ErrorCode reason) implements Decision {}

    static Decision accept(FileEvent... events) {
        return new Accepted(List.of(events));
    }

    static Decision unchanged() {
        return new Unchanged();
    }

    static Decision reject(ErrorCode reason) {
        return new Rejected(reason);
    }
}
