package io.livemarket.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code roles}: lists the accounts that have roles in the running system, grants the role of moderators, and revokes
 * it.
 */
@Command(
        name = "roles",
        mixinStandardHelpOptions = true,
        description = "Lists the accounts that have roles, or makes a user a moderator and takes that away."
                + " · Muestra qué cuentas tienen roles, o da y quita el de moderación.")
final class RolesCommand extends OperatorCommand {

    private static final String PATH = "/admin/roles";

    RolesCommand(Progress progress) {
        super(progress);
    }

    @Override
    public Integer call() throws Exception {
        return list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "One line for each role of each account.")
    int list() throws Exception {
        return use(access -> {
            String cursor = null;
            do {
                JsonNode page = access.get(PATH + "?limit=200" + (cursor == null ? "" : "&cursor=" + cursor));
                RoleLines.of(page).forEach(progress::print);
                cursor = page.path("nextCursor").asString(null);
            } while (cursor != null);
        });
    }

    @Command(
            name = "grant",
            mixinStandardHelpOptions = true,
            description = "Makes a user a moderator, with the user's next token.")
    int grant(@Parameters(paramLabel = "USER", description = "User name or id. · Nombre o identificador.") String user)
            throws Exception {
        return use(access -> {
            access.put(path(access, user));
            progress.print(Bilingual.of("%s is a moderator", "%s modera", user));
        });
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes the role of moderators from a user, at once.")
    int revoke(@Parameters(paramLabel = "USER", description = "User name or id. · Nombre o identificador.") String user)
            throws Exception {
        return use(access -> {
            access.delete(path(access, user));
            progress.print(Bilingual.of("%s is no moderator", "%s no modera", user));
        });
    }

    private static String path(OperatorAccess access, String user) throws OperatorAccess.Refused, InterruptedException {
        return "/admin/users/" + idOf(access, user) + "/roles/moderator";
    }

    /**
     * The user's id: the text itself where it is an id, else the id of the user of exactly that name, which a search
     * shows among the users whose names begin with it.
     */
    private static UUID idOf(OperatorAccess access, String user) throws OperatorAccess.Refused, InterruptedException {
        try {
            return UUID.fromString(user);
        } catch (IllegalArgumentException e) {
            JsonNode found = access.get("/users?limit=100&search=" + URLEncoder.encode(user, StandardCharsets.UTF_8));
            return RoleLines.userOf(found, user)
                    .orElseThrow(() -> new OperatorAccess.Refused("user_not_found", "there is no user " + user));
        }
    }
}
