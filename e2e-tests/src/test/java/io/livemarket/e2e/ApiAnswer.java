package io.livemarket.e2e;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer over REST.
 *
 * @param mediaType without parameters; empty where there is none
 */
record ApiAnswer(int status, String mediaType, byte[] body) {

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The code of a refusal; empty where it is none. */
    String code() {
        return mediaType.equals("application/problem+json")
                ? json().path("code").asString("")
                : "";
    }

    /** Whether this is the documented answer that is to be asked for again. */
    boolean isUnavailable() {
        return status == 503 && code().equals("unavailable");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
