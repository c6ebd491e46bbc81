package io.livemarket.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.livemarket.testkit.TypeSizes;

@AnalyzeClasses(packages = "io.livemarket.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theGatewayDependsOnNoOtherService = noClasses()
            .that()
            .resideInAPackage("io.livemarket.gateway..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.livemarket..")
                    .and(resideOutsideOfPackages(
                            "io.livemarket.gateway..",
                            "io.livemarket.events..",
                            "io.livemarket.kit..",
                            "io.livemarket.socketio")));

    @ArchTest
    static final ArchRule recordsAndConstructorsAreSmall = new TypeSizes().rule();

    @ArchTest
    static final ArchRule packagesDoNotDependOnEachOtherInCircles =
            slices().matching("io.livemarket.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatClientsAskAndWhatTheyGetKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage("io.livemarket.gateway.requests..", "io.livemarket.gateway.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "io.netty..", "reactor..");
}
