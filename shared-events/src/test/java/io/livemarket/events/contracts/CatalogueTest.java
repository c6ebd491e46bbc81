package io.livemarket.events.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.livemarket.events.EventType;
import io.livemarket.events.kafka.Topics;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void everyTopicHasItsFamilyOfRecords() {
        assertThat(Contract.FAMILIES.keySet()).containsExactlyElementsOf(Topics.ALL);
    }

    @Test
    void everyRecordWithATypeNameHasATopic() {
        assertThat(new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("io.livemarket.events")
                                .stream()
                                .filter(type -> type.isAnnotatedWith(EventType.class))
                                .map(JavaClass::reflect))
                .containsExactlyInAnyOrderElementsOf(
                        Contract.ALL.stream().<Class<?>>map(Contract::type).toList());
    }

    @Test
    void typeNamesHaveContextAndVersionAndAreUnique() {
        assertThat(Contract.ALL)
                .extracting(Contract::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[a-z]+\\.[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*"));
        assertThat(Contract.ALL)
                .allSatisfy(contract -> assertThat(contract.topic().name())
                        .as("the context of %s", contract)
                        .startsWith("livemarket."
                                + contract.name().substring(0, contract.name().indexOf('.') + 1)));
    }
}
