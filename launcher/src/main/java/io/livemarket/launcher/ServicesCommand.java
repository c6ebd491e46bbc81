package io.livemarket.launcher;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code services}: lists, creates and deletes service accounts of the running system, and replaces their secrets. */
@Command(
        name = "services",
        mixinStandardHelpOptions = true,
        description = "Lists the service accounts, or creates one, replaces its secret, or deletes it."
                + " · Muestra las cuentas de servicio, o crea una, renueva su secreto o la elimina.")
final class ServicesCommand extends OperatorCommand {

    private static final String PATH = "/admin/services";
    private static final String ID = "The service's id. · Identificador del servicio.";

    ServicesCommand(Progress progress) {
        super(progress);
    }

    @Override
    public Integer call() throws Exception {
        return list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "A line for each service and each secret.")
    int list() throws Exception {
        return use(access -> lines(access.get(PATH)).forEach(progress::print));
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates a service account and prints its secret, this once.")
    int create(
            @Parameters(paramLabel = "NAME", description = "The user name that users see. · Nombre de usuario.")
                    String name,
            @Parameters(
                            paramLabel = "SCOPE",
                            arity = "1..*",
                            description = "users:write, chats:write, messages:system, webhooks:write")
                    List<String> scopes)
            throws Exception {
        return use(access -> printSecret(access.post(PATH, Map.of("name", name, "scopes", scopes))));
    }

    @Command(
            name = "add-secret",
            mixinStandardHelpOptions = true,
            description = "Adds a second secret and prints it, this once; the first one stays valid.")
    int addSecret(@Parameters(paramLabel = "ID", description = ID) String id) throws Exception {
        return use(access -> printSecret(access.post(PATH + "/" + id + "/secrets")));
    }

    @Command(name = "remove-secret", mixinStandardHelpOptions = true, description = "Removes a secret.")
    int removeSecret(
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "SECRET", description = "The secret's id. · Identificador del secreto.")
                    String secretId)
            throws Exception {
        return use(access -> {
            access.delete(PATH + "/" + id + "/secrets/" + secretId);
            progress.print(Bilingual.of("Secret %s is removed", "El secreto %s ya no vale", secretId));
        });
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a service account, at once.")
    int delete(@Parameters(paramLabel = "ID", description = ID) String id) throws Exception {
        return use(access -> {
            access.delete(PATH + "/" + id);
            progress.print(Bilingual.of("Service %s is deleted", "El servicio %s está eliminado", id));
        });
    }

    private void printSecret(JsonNode service) {
        progress.print("client_id     " + service.path("id").asString());
        progress.print("client_secret " + service.path("secret").asString());
    }

    /** The lines of an answer of {@code GET /admin/services}. */
    static List<String> lines(JsonNode services) {
        return services.path("items")
                .valueStream()
                .map(service -> "%s  %s  %s  %s"
                        .formatted(
                                service.path("id").asString(),
                                service.path("name").asString(),
                                joined(service.path("scopes")),
                                service.path("secrets")
                                        .valueStream()
                                        .map(secret -> "secret "
                                                + secret.path("id").asString() + " of "
                                                + secret.path("createdAt").asString())
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    private static String joined(JsonNode scopes) {
        return scopes.valueStream().map(scope -> scope.asString("")).collect(Collectors.joining(" "));
    }
}
