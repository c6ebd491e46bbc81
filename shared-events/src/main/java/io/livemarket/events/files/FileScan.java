package io.livemarket.events.files;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The result of a virus scan; a file that a scanner finds harmful is refused and never becomes a file. */
public enum FileScan {
    @JsonProperty("clean")
    CLEAN,
    /** No scanner is in use. */
    @JsonProperty("unscanned")
    UNSCANNED
}
