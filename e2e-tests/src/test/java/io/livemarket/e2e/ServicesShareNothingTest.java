package io.livemarket.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Services share topics and nothing else: none knows a class of another. */
class ServicesShareNothingTest {

    static final List<String> SERVICES =
            List.of("gateway", "auth", "chat", "presence", "notification", "moderation", "file", "product");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    SERVICES.stream().map(ServicesShareNothingTest::root).toList());

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aServiceKnowsNoOther(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> root(other) + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(root(service) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void theRuleLooksAtEveryService() {
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(CLASSES.stream()
                                .filter(type -> type.getPackageName().startsWith(root(service))))
                        .as(service)
                        .isNotEmpty());
    }

    private static String root(String service) {
        return "io.livemarket." + service;
    }
}
