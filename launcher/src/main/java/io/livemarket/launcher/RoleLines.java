package io.livemarket.launcher;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The lines that show the accounts which have roles. */
final class RoleLines {

    private static final String LAYOUT = "%-10s %s  %s  %s";

    private RoleLines() {}

    /** One line for each role of each account of an answer of {@code GET /admin/roles}. */
    static List<String> of(JsonNode page) {
        return page.path("items")
                .valueStream()
                .flatMap(account -> account.path("roles")
                        .valueStream()
                        .map(role -> LAYOUT.formatted(
                                role.path("role").asString(),
                                account.path("userId").asString(),
                                account.path("username").asString(),
                                origin(role))))
                .toList();
    }

    private static String origin(JsonNode role) {
        String granted = role.has("grantedBy")
                ? Bilingual.of(
                                "granted by %s at %s",
                                "dado por %s el %s",
                                role.path("grantedBy").asString(),
                                role.path("grantedAt").asString())
                        .toString()
                : "";
        if (!role.path("configured").asBoolean(false)) {
            return granted;
        }
        String configured = new Bilingual("by the configuration", "por la configuración").toString();
        return granted.isEmpty() ? configured : configured + "; " + granted;
    }

    /** The user of exactly that name, whatever its case, in an answer of {@code GET /users}. */
    static Optional<UUID> userOf(JsonNode found, String name) {
        return found.path("items")
                .valueStream()
                .filter(user -> user.path("username").asString().equalsIgnoreCase(name))
                .map(user -> UUID.fromString(user.path("id").asString()))
                .findFirst();
    }
}
