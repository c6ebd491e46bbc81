package io.livemarket.socketio.netty;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoded query parameters of a request. */
record EngineQuery(Map<String, List<String>> parameters) {

    /** Decodes the query of a URI; absent when the query cannot be decoded. */
    static @Nullable EngineQuery of(String uri) {
        try {
            return new EngineQuery(new QueryStringDecoder(uri).parameters());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** The first value of a parameter. */
    @Nullable
    String first(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }
}
