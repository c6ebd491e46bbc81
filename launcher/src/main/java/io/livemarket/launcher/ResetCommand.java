package io.livemarket.launcher;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reset}: deletes all data of a system, and nothing that a system did not make. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Deletes the system's data. · Borra los datos del sistema.")
final class ResetCommand implements Callable<Integer> {

    private static final Set<String> YES = Set.of("y", "yes", "s", "si", "sí");

    private final Progress progress;

    @Option(names = "--yes", description = "Do not ask. · No preguntar.")
    private boolean yes;

    @Mixin
    private DataOption data;

    ResetCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = data.directory();
        if (!directory.isOurs()) {
            progress.print(Bilingual.of("There is no data in %s", "No hay datos en %s", directory.path()));
            return 0;
        }
        if (directory.isInUse()) {
            throw new LaunchRefused(Bilingual.of(
                    "A system is running on %s; stop it first with: ./livemarket down",
                    "Hay un sistema en marcha sobre %s; deténgalo antes con: ./livemarket down", directory.path()));
        }
        if (!yes && !confirmed(directory)) {
            progress.print(new Bilingual("Nothing was deleted", "No se ha borrado nada"));
            return 1;
        }
        directory.delete();
        progress.print(Bilingual.of("Deleted %s", "Se ha borrado %s", directory.path()));
        return 0;
    }

    private boolean confirmed(DataDirectory directory) throws Exception {
        progress.print(Bilingual.of(
                "Delete everything in %s, messages and accounts included? [y/N]",
                "¿Borrar todo en %s, mensajes y cuentas incluidos? [s/N]", directory.path()));
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
