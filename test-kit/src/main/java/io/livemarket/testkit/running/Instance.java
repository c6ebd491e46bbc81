package io.livemarket.testkit.running;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The place and the settings of one instance of a service. Immutable.
 *
 * @param stack the broker and the store
 * @param prefix the beginning of the names of databases; instances of one installation share it
 * @param name the instance's name, which no other instance has
 * @param dataDir the directory of the local state
 * @param settings arguments of the process, as {@code --name=value}, beside those of the other components
 */
public record Instance(EmbeddedStack stack, String prefix, String name, Path dataDir, List<String> settings) {

    /** The number of partitions of each topic that instances create. */
    public static final int PARTITIONS = 3;

    /** The first instance of a new installation, on the broker and the store that the tests of this JVM share. */
    public static Instance fresh() {
        return on(EmbeddedStack.shared());
    }

    /** The first instance of a new installation on a broker and a store of the test's own. */
    public static Instance on(EmbeddedStack stack) {
        String prefix = "it" + Ids.next().toString().replace("-", "");
        return of(stack, prefix, prefix);
    }

    /** An instance of an installation that may have others. */
    public static Instance of(EmbeddedStack stack, String prefix, String name) {
        return new Instance(stack, prefix, name, newDirectory(), List.of());
    }

    /** Another instance of this installation, with these settings and a directory of its own. */
    public Instance beside(String suffix) {
        return new Instance(stack, prefix, name + "-" + suffix, newDirectory(), settings);
    }

    /** This instance with more settings; a later setting of a name replaces the earlier one. */
    public Instance with(String... more) {
        return new Instance(
                stack,
                prefix,
                name,
                dataDir,
                Stream.concat(settings.stream(), Stream.of(more)).toList());
    }

    /** This instance as one that accepts the tokens of an issuer. */
    public Instance trusting(TokenIssuer issuer) {
        return with("--livemarket.auth.jwks-uri=" + issuer.jwksUri());
    }

    /** The arguments of the instance's process; each name occurs once. */
    public List<String> arguments() {
        return lastOfEachName(Stream.concat(place(), settings.stream()));
    }

    static List<String> lastOfEachName(Stream<String> arguments) {
        Map<String, String> byName = new LinkedHashMap<>();
        arguments.forEach(argument -> byName.put(argument.split("=", 2)[0], argument));
        return List.copyOf(byName.values());
    }

    private Stream<String> place() {
        return Stream.of(
                "--server.port=0",
                "--livemarket.instance=" + name,
                "--livemarket.data-dir=" + dataDir,
                "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                "--livemarket.kafka.partitions=" + PARTITIONS,
                "--livemarket.mongodb.uri=" + stack.mongoUri(),
                "--livemarket.mongodb.prefix=" + prefix);
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("livemarket-it-");
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for local state", e);
        }
    }
}
