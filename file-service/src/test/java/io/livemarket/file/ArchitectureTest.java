package io.livemarket.file;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.livemarket.events.Ids;
import io.livemarket.file.domain.FileDecider;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The allowed dependencies between packages. A rule that matches no class fails, so that a moved package is noticed.
 */
class ArchitectureTest {

    private static final String DOMAIN = "io.livemarket.file.domain..";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.livemarket.file");

    @Test
    void theClassesAreThere() {
        assertThat(CLASSES.contain(FileDecider.class)).isTrue();
        for (String part : new String[] {"domain", "kafka", "projection", "storage", "upload", "web", "config"}) {
            assertThat(CLASSES.stream().filter(c -> c.getPackageName().equals("io.livemarket.file." + part)))
                    .as(part)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void theDomainKnowsTheJdkAndTheEventsOnly() {
        check(classes()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "io.livemarket.file.domain..",
                        "io.livemarket.events",
                        "io.livemarket.events.files..",
                        "io.livemarket.events.errors..",
                        "io.livemarket.events.text..",
                        "org.jspecify.annotations..")));
    }

    @Test
    void theDomainReadsNoClockAndDrawsNoLots() {
        check(noClasses()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Ids.class, "next")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class));
    }

    @Test
    void noServiceDependsOnAnother() {
        check(classes()
                .that()
                .resideInAPackage("io.livemarket.file..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.livemarket.file..", "io.livemarket.events..", "io.livemarket.kit..")
                                .or(not(resideInAPackage("io.livemarket..")))));
    }

    @Test
    void readingAndDecidingMeetOnlyOnTheTopic() {
        check(noClasses()
                .that()
                .resideInAPackage("io.livemarket.file.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.livemarket.file.projection.."));
        check(noClasses()
                .that()
                .resideInAPackage("io.livemarket.file.projection..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DOMAIN, "io.livemarket.file.kafka.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(
                        "io.livemarket.file.(domain|content|kafka|metrics|projection|scan|storage|upload|web)..")
                .should()
                .beFreeOfCycles());
    }

    /** The guard of the guards: a rule about a package that is not there must fail. */
    @Test
    void aRuleThatMatchesNothingFails() {
        ArchRule empty = ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("io.livemarket.file.nowhere..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java..");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check(empty));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CLASSES);
    }
}
