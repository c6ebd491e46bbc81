package io.livemarket.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code dead-letters}: lists, shows, replays and drops the records in the dead letter topics of the running system.
 */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description =
                "The records that no service could handle: lists those that are open, or does what is asked with one."
                        + " · Los registros que ningún servicio pudo tratar.")
final class DeadLettersCommand extends OperatorCommand {

    private static final String PATH = "/admin/dead-letters";

    DeadLettersCommand(Progress progress) {
        super(progress);
    }

    @Override
    public Integer call() throws Exception {
        return list("open", 100);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Two lines for each; the newest first.")
    int list(
            @Option(
                            names = "--state",
                            defaultValue = "open",
                            description = "open, replayed, dropped or all (default: open).")
                    String state,
            @Option(names = "--limit", defaultValue = "100", description = "1 to 1000 (default: 100).") int limit)
            throws Exception {
        return use(access -> {
            JsonNode answer = access.get(PATH + "?state=" + DeadLetterLines.encoded(state) + "&limit=" + limit);
            DeadLetterLines.of(answer).forEach(progress::print);
        });
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One with its content, which may be private; that it was shown is logged.")
    int show(@Parameters(paramLabel = "PLACE", description = "topic-partition@offset") String place) throws Exception {
        String path = path(place);
        return use(access -> progress.print(access.get(path).toPrettyString()));
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Writes commands to their topics again, once each, however often it is asked for.")
    int replay(@Parameters(paramLabel = "PLACE", arity = "1..*") List<String> places) throws Exception {
        return handle(places, "/replay");
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Marks them as handled; the records stay where they are.")
    int drop(@Parameters(paramLabel = "PLACE", arity = "1..*") List<String> places) throws Exception {
        return handle(places, "/drop");
    }

    private int handle(List<String> places, String how) throws Exception {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String place : places) {
            paths.put(place, path(place)); // All places are parsed before the first letter is handled.
        }
        return use(access -> {
            for (Map.Entry<String, String> letter : paths.entrySet()) {
                JsonNode handling = access.post(letter.getValue() + how).path("handling");
                progress.print("%s %s %s"
                        .formatted(
                                letter.getKey(),
                                handling.path("state").asString(),
                                handling.path("at").asString()));
            }
        });
    }

    private static String path(String place) throws LaunchRefused {
        return PATH
                + DeadLetterLines.path(place)
                        .orElseThrow(() -> new LaunchRefused(Bilingual.of(
                                "%s is not the place of a dead letter: topic-partition@offset, as list shows it.",
                                "%s no es el lugar de un registro apartado: topic-partición@posición, como lo muestra list.",
                                place)));
    }
}
