package io.livemarket.launcher.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The REST calls that make the seeded world; each path is below the gateway's address. */
interface Calls {

    /**
     * Posts JSON.
     *
     * @param token the caller's; absent for calls that need none
     * @throws RefusedException when the answer is no success
     */
    JsonNode post(String path, @Nullable String token, Map<String, ?> body);

    /** Gets JSON. Fails as {@link #post} does. */
    JsonNode get(String path, @Nullable String token);

    /** Puts without a body. Fails as {@link #post} does. */
    JsonNode put(String path, @Nullable String token);

    /** Puts JSON. Fails as {@link #post} does. */
    JsonNode put(String path, @Nullable String token, Map<String, ?> body);

    /** Uploads one file as a form does. Fails as {@link #post} does. */
    JsonNode upload(String path, @Nullable String token, String name, byte[] content);
}
