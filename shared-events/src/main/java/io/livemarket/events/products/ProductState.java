package io.livemarket.events.products;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of a product: only an available product can be bought. */
public enum ProductState {
    @JsonProperty("available")
    AVAILABLE,
    @JsonProperty("reserved")
    RESERVED,
    @JsonProperty("sold")
    SOLD,
    @JsonProperty("withdrawn")
    WITHDRAWN
}
