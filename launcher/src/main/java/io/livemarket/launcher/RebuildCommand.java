package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code rebuild}: drops the state that services have made from their topics, starts the system, in which the services
 * make that state again, and stops the system when every part is ready.
 */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = "Drops the read models and local state of services, and has them made again from their topics."
                + " · Rehace desde sus temas lo que guardan los servicios.")
final class RebuildCommand implements Callable<Integer> {

    private final List<Service> services;
    private final UpCommand up;
    private final Progress progress;

    @Parameters(
            paramLabel = "SERVICE",
            arity = "1..*",
            description = "auth, chat, presence, notification, moderation, file, product")
    private List<String> names;

    @Mixin
    private UpOptions options;

    RebuildCommand(List<Service> services, UpCommand up, Progress progress) {
        this.services = services;
        this.up = up;
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        List<Service> asked = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            asked.add(named(name));
        }
        return up.run(options, system -> {
            for (Service service : asked) {
                drop(service.name(), new DerivedState(new DataDirectory(options.data), service));
            }
            double begun = progress.seconds();
            if (system.running().start()) {
                progress.print(Bilingual.of(
                        "%s: made again, ready after %.1f s",
                        "%s: rehecho, listo tras %.1f s",
                        asked.stream().map(Service::name).collect(Collectors.joining(", ")),
                        progress.seconds() - begun));
            }
            return Optional.empty();
        });
    }

    private Service named(String name) throws LaunchRefused {
        List<String> known = services.stream()
                .filter(service -> !service.isGateway())
                .map(Service::name)
                .toList();
        return services.stream()
                .filter(one -> one.name().equals(name) && !one.isGateway())
                .findFirst()
                .orElseThrow(() -> new LaunchRefused(Bilingual.of(
                        "%s keeps nothing to rebuild; these do: %s.",
                        "%s no guarda nada que rehacer; estos sí: %s.", name, String.join(", ", known))));
    }

    /** Drops the state of a service. No part runs yet, and the directory's lock is held. */
    private void drop(String name, DerivedState state) throws IOException {
        Map<String, Long> collections = state.dropReadModel(options.mongodb());
        List<Path> folders = state.dropLocalState();
        progress.print(Bilingual.of(
                "Dropped the read model of %s (%s) and %d folders of local state%s",
                "Se ha borrado el modelo de lectura de %s (%s) y %d carpetas de estado local%s",
                name,
                collections.isEmpty()
                        ? "none"
                        : collections.entrySet().stream()
                                .map(held -> held.getKey() + ": " + held.getValue())
                                .collect(Collectors.joining(", ")),
                folders.size(),
                folders.stream().map(folder -> " " + folder).collect(Collectors.joining())));
    }
}
