package io.livemarket.ops.api;

import io.livemarket.kit.web.RoleCheck;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * A request that a service answers.
 *
 * @param service such as {@code chat-service}
 * @param method of HTTP
 * @param path with the names of its variables in braces
 * @param handler the method of the controller
 */
record Operation(String service, String method, String path, Method handler) {

    /** What {@code descriptions.yaml} calls it. */
    String key() {
        return method + " " + path;
    }

    /** The role that the caller's token must have. */
    Optional<String> role() {
        return RoleCheck.requiredBy(handler, handler.getDeclaringClass());
    }
}
