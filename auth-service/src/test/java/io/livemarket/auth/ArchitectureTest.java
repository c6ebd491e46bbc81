package io.livemarket.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules that match no class fail: ArchUnit's default, {@code archRule.failOnEmptyShould}. */
@AnalyzeClasses(packages = "io.livemarket.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainKnowsOnlyTheJdkAndTheEvents = classes()
            .that()
            .resideInAPackage("io.livemarket.auth.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify.annotations", "io.livemarket.auth.domain", "io.livemarket.events..");

    @ArchTest
    static final ArchRule theDomainReadsNoClock = noClasses()
            .that()
            .resideInAPackage("io.livemarket.auth.domain")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.InstantSource.class);

    @ArchTest
    static final ArchRule servicesDependOnNoOtherService = noClasses()
            .that()
            .resideInAPackage("io.livemarket.auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.livemarket.chat..",
                    "io.livemarket.gateway..",
                    "io.livemarket.presence..",
                    "io.livemarket.notification..",
                    "io.livemarket.moderation..",
                    "io.livemarket.file..");

    @ArchTest
    static final ArchRule onlyTheProjectionKnowsMongo = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.livemarket.auth.domain",
                    "io.livemarket.auth.kafka",
                    "io.livemarket.auth.view",
                    "io.livemarket.auth.tokens",
                    "io.livemarket.auth.crypto",
                    "io.livemarket.auth.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.bson..");
}
