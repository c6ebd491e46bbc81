package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** {@code dead-letters}: lists, shows, replays and drops the records that the running system put aside. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true,
        description = "The records that no service could handle: lists those that are open, or does what is asked with one."
                + " · Los registros que ningún servicio pudo tratar.")
final class DeadLettersCommand implements Callable<Integer> {

    private static final int NOTHING_RUNS = 3;
    private static final String PATH = "/admin/dead-letters";

    private final Progress progress;

    @Option(names = "--data", paramLabel = "DIRECTORY", scope = ScopeType.INHERIT,
            description = "The system's directory (default: data). · El directorio del sistema.")
    private Path data = DataDirectory.defaultPath();

    DeadLettersCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        return list("open", 100);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Two lines for each; the newest first.")
    int list(
            @Option(names = "--state", defaultValue = "open", description = "open, replayed, dropped or all (default: open).") String state,
            @Option(names = "--limit", defaultValue = "100", description = "1 to 1000 (default: 100).") int limit) throws Exception {
        return use(access -> {
            JsonNode answer = access.get(PATH + "?state=" + DeadLetterLines.encoded(state) + "&limit=" + limit);
            DeadLetterLines.of(answer).forEach(progress::say);
        });
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "One with its content, which may be private; that it was shown is logged.")
    int show(@Parameters(paramLabel = "PLACE", description = "topic-partition@offset") String place) throws Exception {
        String path = path(place);
        return use(access -> progress.say(access.get(path).toPrettyString()));
    }

    @Command(name = "replay", mixinStandardHelpOptions = true,
            description = "Writes commands to their topics again, once each, however often it is asked for.")
    int replay(@Parameters(paramLabel = "PLACE", arity = "1..*") List<String> places) throws Exception {
        return handle(places, "/replay");
    }

    @Command(name = "drop", mixinStandardHelpOptions = true, description = "Marks them as handled; the records stay where they are.")
    int drop(@Parameters(paramLabel = "PLACE", arity = "1..*") List<String> places) throws Exception {
        return handle(places, "/drop");
    }

    private int handle(List<String> places, String how) throws Exception {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String place : places) {
            paths.put(place, path(place)); // All are read before the first is handled.
        }
        return use(access -> {
            for (Map.Entry<String, String> letter : paths.entrySet()) {
                JsonNode handling = access.post(letter.getValue() + how).path("handling");
                progress.say("%s %s %s".formatted(letter.getKey(), handling.path("state").asString(), handling.path("at").asString()));
            }
        });
    }

    private static String path(String place) throws LaunchRefused {
        return PATH + DeadLetterLines.path(place).orElseThrow(() -> new LaunchRefused(Bilingual.of(
                "%s is not the place of a dead letter: topic-partition@offset, as list shows it.",
                "%s no es el lugar de un registro apartado: topic-partición@posición, como lo muestra list.", place)));
    }

    /** What is done as the running system's operator. */
    private interface Use {
        void of(OperatorAccess access) throws OperatorAccess.Refused, InterruptedException;
    }

    private int use(Use use) throws IOException, InterruptedException, LaunchRefused {
        DataDirectory directory = new DataDirectory(data);
        Optional<RunningSystem> running = RunningSystem.on(directory);
        if (running.isEmpty()) {
            progress.say(new Bilingual("Nothing is running", "No hay nada en marcha"));
            return NOTHING_RUNS;
        }
        try (OperatorAccess access = OperatorAccess.to(running.get(), directory)) {
            use.of(access);
            return 0;
        } catch (OperatorAccess.Refused e) {
            progress.error(Bilingual.of("Refused: %s (%s)", "Rechazado: %s (%s)", e.code(), e.getMessage()));
            return 1;
        }
    }
}
