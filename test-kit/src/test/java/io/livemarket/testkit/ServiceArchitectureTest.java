package io.livemarket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The rules on two made-up services below this package: one that breaks every rule, and one that keeps them. */
class ServiceArchitectureTest {

    @Test
    void everyBrokenRuleFails() {
        String broken = "io.livemarket.testkit.broken";
        assertThat(passed(ServiceArchitecture.of(broken).tests(new ClassFileImporter().importPackages(broken))))
                .isEmpty();
    }

    @Test
    void rulesOfPackagesThatAreNotThereFail() {
        assertThat(passed(ServiceArchitecture.of("io.livemarket.nowhere").tests()))
                .isEmpty();
    }

    @Test
    void rulesThatAreKeptPass() {
        String kept = "io.livemarket.testkit.kept";
        List<DynamicTest> tests = ServiceArchitecture.of(kept)
                .tests(new ClassFileImporter().importPackages(kept))
                .toList();
        assertThat(passed(tests.stream())).hasSameSizeAs(tests);
    }

    private static List<String> passed(Stream<DynamicTest> tests) {
        return tests.filter(test -> catchThrowableOfType(
                                AssertionError.class, () -> test.getExecutable().execute())
                        == null)
                .map(DynamicTest::getDisplayName)
                .toList();
    }
}
