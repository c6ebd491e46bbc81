package io.livemarket.events.files;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a virus scanner said; one that it found harmful is refused and never becomes a file. */
public enum FileScan {
    @JsonProperty("clean")
    CLEAN,
    /** No scanner is in use. */
    @JsonProperty("unscanned")
    UNSCANNED
}
