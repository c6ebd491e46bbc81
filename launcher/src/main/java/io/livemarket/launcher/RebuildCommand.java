package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code rebuild}: drops what one service has made from its topics, starts the system, in which the service makes it again, and
 * stops the system when every part is ready.
 */
@Command(name = "rebuild", mixinStandardHelpOptions = true,
        description = "Drops a service's read model and local state, and has them made again from its topics."
                + " · Rehace desde sus temas lo que guarda un servicio.")
final class RebuildCommand implements Callable<Integer> {

    private final List<Service> services;
    private final UpCommand up;
    private final Progress progress;

    @Parameters(paramLabel = "SERVICE", description = "auth, chat, presence, notification, moderation or file")
    private String name;

    @Mixin
    private UpOptions options;

    RebuildCommand(List<Service> services, UpCommand up, Progress progress) {
        this.services = services;
        this.up = up;
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        List<String> names = services.stream().filter(service -> !service.isGateway()).map(Service::name).toList();
        Service service = services.stream().filter(one -> one.name().equals(name) && !one.isGateway()).findFirst()
                .orElseThrow(() -> new LaunchRefused(Bilingual.of("%s keeps nothing to rebuild; these do: %s.",
                        "%s no guarda nada que rehacer; estos sí: %s.", name, String.join(", ", names))));
        return up.run(options, system -> {
            drop(new DerivedState(new DataDirectory(options.data), service));
            double begun = progress.seconds();
            if (system.running().start()) {
                progress.say(Bilingual.of("%s was made again: ready after %.1f s", "%s se ha rehecho: listo tras %.1f s",
                        name, progress.seconds() - begun));
            }
            return Optional.empty();
        });
    }

    /** Nothing runs yet, and the directory's lock is held. */
    private void drop(DerivedState state) throws IOException {
        Map<String, Long> collections = state.dropReadModel(options.mongodb());
        List<Path> folders = state.dropLocalState();
        progress.say(Bilingual.of("Dropped the read model of %s (%s) and %d folders of local state%s",
                "Se ha borrado el modelo de lectura de %s (%s) y %d carpetas de estado local%s", name,
                collections.isEmpty() ? "none" : collections.entrySet().stream()
                        .map(held -> held.getKey() + ": " + held.getValue()).collect(Collectors.joining(", ")),
                folders.size(), folders.stream().map(folder -> " " + folder).collect(Collectors.joining())));
    }
}
