package io.livemarket.ops.docs;

import io.livemarket.launcher.Launcher;
import io.livemarket.launcher.Progress;
import io.livemarket.launcher.Service;
import io.livemarket.ops.Project;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The words that commands in documents may have: from the launcher's model, the ledger's options, poms and sources. */
final class CommandWords {

    private static final Pattern COMMAND =
            Pattern.compile("\\./(?:livemarket|mvnw)(?= |$)(?: (?! |#|·)[^`]*?)?(?=  | #| ·|`|$)");
    private static final Pattern OPTION = Pattern.compile("\"(-{1,2}[a-z][\\w-]*)\"");
    private static final Set<String> GOALS =
            Set.of("test", "package", "test-compile", "verify", "spotless:apply", "spotless:check");
    private static final Set<String> TESTS = Set.of("test", "it.test");
    private static final Set<String> MAVENS = Set.of(
            "skipTests", "test", "it.test", "surefire.failIfNoSpecifiedTests", "failsafe.failIfNoSpecifiedTests");
    private static final Set<String> WITH_A_VALUE = Set.of("-T");

    private final Repository repository = Repository.OF_THE_PROJECT;
    private final PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    private final CommandLine launcher = Launcher.commandLine(Service.ALL, new Progress(nowhere, nowhere));
    private final Set<String> ledger = OPTION.matcher(
                    Project.text("ledger-test/src/main/java/io/livemarket/ledger/LedgerOptions.java"))
            .results()
            .map(option -> option.group(1))
            .collect(Collectors.toSet());
    private final String settings = repository.files().stream()
            .filter(file -> file.endsWith(".java") && !file.startsWith("ops-test/") || file.endsWith("pom.xml"))
            .map(Project::text)
            .collect(Collectors.joining());

    /** The commands in a line of code, each as its words. */
    static Stream<List<String>> commandsIn(String code) {
        return COMMAND.matcher(code)
                .results()
                .map(command -> List.of(command.group().strip().split(" ")));
    }

    /** The words of a command that mean nothing. */
    Stream<String> unknownIn(List<String> command) {
        List<String> words = command.stream()
                .skip(1)
                .map(word -> word.replaceAll("[\\[\\]()…]|[,;.]+$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
        if (command.getFirst().equals("./mvnw")) {
            return ofMaven(words);
        }
        if (words.isEmpty()) {
            return Stream.of();
        }
        List<String> arguments = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "test" -> ofTest(arguments);
            case "ledger" -> options(arguments).filter(option -> !ledger.contains(option));
            default -> ofTheLauncher(words);
        };
    }

    private Stream<String> ofTheLauncher(List<String> words) {
        CommandLine command = launcher;
        Set<String> known = new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next != null) {
                command = next;
                known.addAll(command.getCommandSpec().optionsMap().keySet());
            } else if (command == launcher && !word.startsWith("-") && !word.equals("COMMAND")) {
                return Stream.of(word);
            }
        }
        return options(words).filter(option -> !known.contains(option));
    }

    private static Stream<String> options(List<String> words) {
        return words.stream().filter(word -> word.startsWith("-")).map(word -> word.split("=")[0]);
    }

    /** {@code MODULE [TEST] -Dname=value…}; Maven's own {@code -pl} and {@code -am} as well. */
    private Stream<String> ofTest(List<String> words) {
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            return ofMaven(words);
        }
        if (words.getFirst().matches("[A-Z]+")) {
            return Stream.of();
        }
        List<String> unknown = new ArrayList<>();
        if (!repository.modules().contains(words.getFirst())) {
            unknown.add(words.getFirst());
        }
        words.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-") && !word.matches("[A-Z]+"))
                .map(word -> word.split("#")[0])
                .filter(word -> !repository.declares(word))
                .forEach(unknown::add);
        return Stream.concat(
                unknown.stream(),
                ofMaven(words.stream().filter(word -> word.startsWith("-")).toList()));
    }

    private Stream<String> ofMaven(List<String> words) {
        List<String> unknown = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals("-pl")) {
                at++;
                Arrays.stream(words.get(at).split(","))
                        .filter(module -> !repository.modules().contains(module) && !module.matches("[A-Z…]+"))
                        .forEach(unknown::add);
            } else if (WITH_A_VALUE.contains(word)) {
                at++;
            } else if (word.startsWith("-P")) {
                if (!Pattern.compile("<profile>\\s*(?:<!--[^>]*-->\\s*)?<id>" + word.substring(2) + "</id>")
                        .matcher(settings)
                        .find()) {
                    unknown.add(word);
                }
            } else if (word.startsWith("-D")) {
                unknown.addAll(ofProperty(word.substring(2)));
            } else if (!word.startsWith("-") && !GOALS.contains(word)) {
                unknown.add(word);
            }
        }
        return unknown.stream();
    }

    private List<String> ofProperty(String property) {
        String[] parts = property.split("=", 2);
        if (TESTS.contains(parts[0])) {
            return Arrays.stream(parts[1].split(","))
                    .map(test -> test.split("#")[0])
                    .filter(test -> !test.equals("NONE") && !repository.declares(test))
                    .toList();
        }
        boolean known = MAVENS.contains(parts[0])
                || settings.contains("\"" + parts[0] + "\"")
                || settings.contains("${" + parts[0] + "}")
                || settings.contains("<" + parts[0] + ">");
        return known ? List.of() : List.of("-D" + parts[0]);
    }
}
