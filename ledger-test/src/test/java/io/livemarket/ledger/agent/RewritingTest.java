package io.livemarket.ledger.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RewritingTest {

    /** What is rewritten here. */
    public static final class Victim implements Supplier<List<Object>> {

        @Override
        public List<Object> get() {
            return List.of(constant(), optional(), number(), argument(5));
        }

        private String constant() {
            return "exactly";
        }

        private Optional<String> optional() {
            return Optional.of("here");
        }

        private int argument(int given) {
            return given;
        }

        private long number() {
            return 7L;
        }
    }

    @Test
    void aConstantIsReplaced() throws Exception {
        assertThat(rewritten("constant " + Victim.class.getName() + " exactly nearly"))
                .containsExactly("nearly", Optional.of("here"), 7L, 5);
    }

    @Test
    void aSkippedMethodReturnsNothing() throws Exception {
        assertThat(rewritten(
                        "skip " + Victim.class.getName() + " optional", "skip " + Victim.class.getName() + " number"))
                .containsExactly("exactly", Optional.empty(), 0L, 5);
    }

    @Test
    void aFailpointWithoutItsTriggerChangesNothing() throws Exception {
        assertThat(rewritten("halt-before " + Victim.class.getName() + " number /nonexistent/trigger"))
                .containsExactly("exactly", Optional.of("here"), 7L, 5);
    }

    @Test
    void aDistinctArgumentIsThisProcesssOwn() throws Exception {
        List<Object> rewritten = rewritten("distinct-argument " + Victim.class.getName() + " argument");
        assertThat(rewritten).contains(FailPoint.distinct(5));
        assertThat(FailPoint.distinct(5)).isGreaterThan(1_000);
    }

    @Test
    void aDirectiveThatFindsNothingIsAnError() {
        assertThatThrownBy(() -> rewritten("skip " + Victim.class.getName() + " renamed"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("renamed");
    }

    /** A sabotage whose class or method was renamed would prove nothing. */
    @Test
    void everySabotageFindsItsTarget() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/test/sabotage"))) {
            List<Path> sabotages = files.toList();
            assertThat(sabotages).isNotEmpty();
            for (Path file : sabotages) {
                for (String line : Files.readAllLines(file).stream()
                        .filter(each -> !each.startsWith("#"))
                        .toList()) {
                    Directive directive = Directive.parse(line);
                    assertThat(Rewriting.of(
                                    getClass().getClassLoader(), bytes(directive.internalName()), List.of(directive)))
                            .as(file + ": " + line)
                            .isNotEmpty();
                }
            }
        }
    }

    private static List<Object> rewritten(String... lines) throws Exception {
        byte[] original = bytes(Victim.class.getName().replace('.', '/'));
        byte[] changed = Rewriting.of(
                RewritingTest.class.getClassLoader(),
                original,
                Stream.of(lines).map(Directive::parse).toList());
        Class<?> type = new ClassLoader(RewritingTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Victim.class.getName(), changed, 0, changed.length);
            }
        }.define();
        @SuppressWarnings("unchecked")
        Supplier<List<Object>> victim =
                (Supplier<List<Object>>) type.getDeclaredConstructor().newInstance();
        return victim.get();
    }

    private static byte[] bytes(String internalName) throws IOException {
        try (InputStream classFile =
                RewritingTest.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
            return classFile.readAllBytes();
        }
    }
}
