package io.livemarket.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Tests without a Spring application need none of the optional dependencies of this module. */
class PurePartTest {

    @Test
    void theBasePackageNeedsNeitherSpringNorBroker() {
        noClasses()
                .that()
                .resideInAPackage("io.livemarket.testkit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.livemarket.testkit.running..",
                        "io.livemarket.embedded..",
                        "org.springframework..",
                        "org.apache.kafka..",
                        "com.mongodb..")
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("io.livemarket.testkit"));
    }
}
