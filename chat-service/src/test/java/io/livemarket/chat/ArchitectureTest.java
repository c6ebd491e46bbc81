package io.livemarket.chat;

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
import io.livemarket.chat.domain.ChatDecider;
import io.livemarket.events.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The allowed dependencies between packages. A rule that matches no class fails, so that a moved package is noticed.
 */
class ArchitectureTest {

    private static final String DOMAIN = "io.livemarket.chat.domain..";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.livemarket.chat");

    @Test
    void theClassesAreThere() {
        assertThat(CLASSES.contain(ChatDecider.class)).isTrue();
        for (String part : new String[] {"domain", "kafka", "projection", "web", "config"}) {
            assertThat(CLASSES.stream().filter(c -> c.getPackageName().equals("io.livemarket.chat." + part)))
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
                        "io.livemarket.chat.domain..",
                        "io.livemarket.events",
                        "io.livemarket.events.chat..",
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
                .resideInAPackage("io.livemarket.chat..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "io.livemarket.chat..",
                                "io.livemarket.events..",
                                "io.livemarket.kit..",
                                "io.livemarket.rules..")
                        .or(not(resideInAPackage("io.livemarket..")))));
    }

    @Test
    void readingAndDecidingMeetOnlyOnTheTopic() {
        check(noClasses()
                .that()
                .resideInAPackage("io.livemarket.chat.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.livemarket.chat.projection.."));
        check(noClasses()
                .that()
                .resideInAPackage("io.livemarket.chat.projection..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DOMAIN, "io.livemarket.chat.kafka.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.livemarket.chat.(domain|content|kafka|projection|web)..")
                .should()
                .beFreeOfCycles());
    }

    /** The guard of the guards: a rule about a package that is not there must fail. */
    @Test
    void aRuleThatMatchesNothingFails() {
        ArchRule empty = ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("io.livemarket.chat.nowhere..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java..");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check(empty));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CLASSES);
    }
}
