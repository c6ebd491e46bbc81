package io.livemarket.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules of dependencies and of form that hold in every service, as tests. A rule whose packages have no class
 * fails, so that a moved package is noticed.
 */
public final class ServiceArchitecture {

    private final String root;
    private final List<String> domainUses = new ArrayList<>(List.of(
            "java..",
            "org.jspecify.annotations..",
            "io.livemarket.events",
            "io.livemarket.events.errors..",
            "io.livemarket.events.text.."));
    private final List<String> serviceUses = new ArrayList<>(List.of("io.livemarket.events..", "io.livemarket.kit.."));
    private final List<String> storeIn;
    private final List<String> projectionUses = new ArrayList<>();
    private final TypeSizes sizes = new TypeSizes();

    private ServiceArchitecture(String root) {
        this.root = root;
        this.domainUses.add(root + "..domain..");
        this.serviceUses.add(root + "..");
        this.storeIn = new ArrayList<>(List.of(root + ".projection..", root + ".config.."));
    }

    /** The rules of the service with this package, such as {@code io.livemarket.chat}. */
    public static ServiceArchitecture of(String root) {
        return new ServiceArchitecture(root);
    }

    /**
     * Packages that the domain may use, beside the JDK, {@code io.livemarket.events}, its error codes and its texts.
     */
    public ServiceArchitecture domainMayUse(String... packages) {
        domainUses.addAll(List.of(packages));
        return this;
    }

    /** Packages of this project that the service may use, beside the events and service-kit. */
    public ServiceArchitecture serviceMayUse(String... packages) {
        serviceUses.addAll(List.of(packages));
        return this;
    }

    /** Packages that may use MongoDB's driver, beside {@code projection} and {@code config}. */
    public ServiceArchitecture storeIn(String... packages) {
        storeIn.addAll(List.of(packages));
        return this;
    }

    /** Packages of the domain that projections may use. */
    public ServiceArchitecture projectionMayUse(String... packages) {
        projectionUses.addAll(List.of(packages));
        return this;
    }

    /**
     * Types of the service that may be larger than {@link TypeSizes} allows.
     *
     * @param reason the reason for which the types are as they are, in words that complete "stays flat, because"
     * @param names the full names, with {@code $} before a nested type
     */
    public ServiceArchitecture flat(String reason, String... names) {
        sizes.flat(reason, names);
        return this;
    }

    /** One test for each rule. */
    public Stream<DynamicTest> tests() {
        return tests(new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(root));
    }

    Stream<DynamicTest> tests(JavaClasses classes) {
        return Stream.of(
                test("the domain depends on the JDK and on events alone", domainUsesEventsAlone(), classes),
                test("the domain reads no clock and draws no random number", domainIsPure(), classes),
                test("the service depends on no other service", serviceUsesNoOther(), classes),
                test("the packages of commands use none of the read model", decidingIsApart(), classes),
                test("the read model uses none of the packages of commands", readingIsApart(), classes),
                test("MongoDB's driver is used where the read model is", storeIsHidden(), classes),
                test("packages have no cycles", noCycles(), classes),
                test("records and constructors are small", sizes.rule(), classes));
    }

    /** A test that fails for a violation, and for a rule that no class is subject to. */
    private static DynamicTest test(String name, ArchRule rule, JavaClasses classes) {
        return DynamicTest.dynamicTest(name, () -> rule.allowEmptyShould(false).check(classes));
    }

    /** {@code config} puts the parts together, and may use all of them; its properties are used by some. */
    private ArchRule noCycles() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage(root + ".config.."), alwaysTrue());
    }

    private ArchRule domainUsesEventsAlone() {
        return classes()
                .that()
                .resideInAPackage(root + "..domain..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(domainUses.toArray(String[]::new)));
    }

    private ArchRule domainIsPure() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..domain..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod("io.livemarket.events.Ids", "next")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class);
    }

    private ArchRule serviceUsesNoOther() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(serviceUses.toArray(String[]::new))
                        .or(not(resideInAPackage("io.livemarket.."))));
    }

    private ArchRule decidingIsApart() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".projection..");
    }

    private ArchRule readingIsApart() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".projection..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(root + "..domain..", root + ".kafka..")
                        .and(not(resideInAnyPackage(projectionUses.toArray(String[]::new)))));
    }

    private ArchRule storeIsHidden() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and(not(resideInAnyPackage(storeIn.toArray(String[]::new))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..");
    }
}
