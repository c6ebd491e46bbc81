package io.livemarket.ledger.agent;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The agent; its argument is the path of a file with a {@link Directive} per line. A directive that changes nothing is
 * an error.
 */
public final class LedgerAgent implements ClassFileTransformer {

    private final Map<String, List<Directive>> byClass;

    private LedgerAgent(List<Directive> directives) {
        this.byClass = directives.stream().collect(Collectors.groupingBy(Directive::internalName));
    }

    public static void premain(String file, Instrumentation instrumentation) throws IOException {
        List<Directive> directives = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                directives.add(Directive.parse(line));
            }
        }
        instrumentation.addTransformer(new LedgerAgent(directives));
    }

    @Override
    public byte @Nullable [] transform(
            ClassLoader loader, @Nullable String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        List<Directive> directives = name == null ? null : byClass.get(name);
        if (directives == null) {
            return null;
        }
        try {
            return Rewriting.of(loader, classFile, directives);
        } catch (RuntimeException e) {
            // The JVM ignores exceptions of a transformer; a service without its sabotage would prove nothing.
            System.err.println("The ledger's agent could not rewrite " + name + ": " + e);
            Runtime.getRuntime().halt(3);
            return null;
        }
    }
}
