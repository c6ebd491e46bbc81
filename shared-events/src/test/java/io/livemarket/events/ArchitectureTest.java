package io.livemarket.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.EventCodec;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.livemarket.events");

    private static final ArchRule ONLY_THESE_DEPENDENCIES = classes()
            .that()
            .resideInAPackage("io.livemarket.events..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.livemarket.events..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.apache.kafka.common..",
                    "com.github.f4b6a3.uuid..");

    private static final ArchRule CONTRACTS_KNOW_NO_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("io.livemarket.events.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.livemarket.events.kafka..", "org.apache.kafka..");

    private static final ArchRule NAMED_TYPES_ARE_RECORDS =
            classes().that().areAnnotatedWith(EventType.class).should().beRecords();

    @Test
    void onlyJdkJacksonKafkaClientsAndUuidCreatorAreUsed() {
        ONLY_THESE_DEPENDENCIES.check(MAIN);
    }

    @Test
    void recordsAndErrorCodesKnowNothingOfKafka() {
        CONTRACTS_KNOW_NO_KAFKA.check(MAIN);
    }

    @Test
    void whateverHasATypeNameIsARecord() {
        NAMED_TYPES_ARE_RECORDS.check(MAIN);
    }

    @Test
    void theRulesSeeTheModule() {
        assertThat(MAIN.contain(ErrorCode.class)).isTrue();
        assertThat(MAIN.contain(EventCodec.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void aRuleCanFail() {
        JavaClasses tests = new ClassFileImporter().importClasses(ArchitectureTest.class);

        assertThatThrownBy(() -> ONLY_THESE_DEPENDENCIES.check(tests)).hasMessageContaining("com.tngtech.archunit");
        assertThatThrownBy(() -> CONTRACTS_KNOW_NO_KAFKA.check(tests)).hasMessageContaining("EventCodec");
        assertThatThrownBy(() -> NAMED_TYPES_ARE_RECORDS.check(new ClassFileImporter().importClasses(NoRecord.class)))
                .hasMessageContaining("NoRecord");
    }

    @Test
    void aRuleThatMatchesNothingFails() {
        ArchRule empty = classes()
                .that()
                .resideInAPackage("io.livemarket.nowhere..")
                .should()
                .bePublic();

        assertThatThrownBy(() -> empty.check(MAIN)).hasMessageContaining("failed to check any classes");
    }

    @EventType("tests.no-record.v1")
    private static final class NoRecord {}
}
