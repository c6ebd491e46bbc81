package io.livemarket.launcher.demo;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The REST calls that make the seeded world; each path is below the gateway's address. */
interface Calls {

    /**
     * Posts JSON.
     *
     * @param token the caller's; null for calls without one
     * @throws RefusedException when the answer is no success
     */
    JsonNode post(String path, String token, Map<String, ?> body);

    /** Gets JSON. Fails as {@link #post} does. */
    JsonNode get(String path, String token);

    /** Puts without a body. Fails as {@link #post} does. */
    JsonNode put(String path, String token);

    /** Puts JSON. Fails as {@link #post} does. */
    JsonNode put(String path, String token, Map<String, ?> body);

    /** Uploads one file as a form does. Fails as {@link #post} does. */
    JsonNode upload(String path, String token, String name, byte[] content);
}
