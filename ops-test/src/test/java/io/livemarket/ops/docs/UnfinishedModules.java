package io.livemarket.ops.docs;

import java.util.Set;
import java.util.stream.Stream;

/** Modules whose comments and null contracts are still to be written again. */
final class UnfinishedModules {

    private static final Set<String> ALL = Set.of(
            "auth-service",
            "chat-service",
            "content-rules",
            "file-service",
            "gateway-service",
            "moderation-service",
            "notification-service",
            "presence-service",
            "service-kit",
            "shared-events",
            "socketio");

    private UnfinishedModules() {}

    static Stream<String> without(Stream<String> files) {
        return files.filter(file -> !ALL.contains(file.split("/")[0]));
    }
}
