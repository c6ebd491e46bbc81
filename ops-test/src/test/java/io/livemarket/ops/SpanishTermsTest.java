package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Spanish texts have one word for each thing, in answers, notifications, commands, the web client and
 * {@code README.es.md}.
 */
class SpanishTermsTest {

    /** Sources that hold Spanish texts beside English ones; a pattern below matches no English word. */
    private static final List<String> TEXTS = texts();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            report;       denuncia; report(e|es|ar|ad[oa]s?|ó)
            notification; aviso;    notificaci(ón|ones)
            rule;         norma;    reglas?
            file;         archivo;  ficheros?
            receipt;      acuse;    recibos
            expire;       caducar;  expira(r|d[oa]s?|ción)
            """)
    void aThingHasOneWord(String english, String spanish, String others) {
        Pattern word = Pattern.compile(
                "\\b" + others + "\\b",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
        List<String> found = TEXTS.stream()
                .flatMap(file -> Project.text(file)
                        .lines()
                        .filter(line -> word.matcher(line).find())
                        .map(line -> file + ": " + line.strip()))
                .toList();

        assertThat(TEXTS).hasSizeGreaterThan(100);
        assertThat(found).as("\"%s\" is \"%s\" in Spanish", english, spanish).isEmpty();
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "README.es.md",
                "livemarket",
                "web-client/src/i18n/es.ts",
                "docs/protocol.md",
                "docs/moderators.md",
                "docs/api/descriptions.yaml"));
        List<Path> sources = new ArrayList<>(List.of(Project.file("clients/typescript/src")));
        try (Stream<Path> modules = Files.list(Project.ROOT)) {
            modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .forEach(sources::add);
            for (Path folder : sources) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(Files::isRegularFile)
                            .map(file -> Project.ROOT.relativize(file).toString())
                            .forEach(texts::add);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }
}
