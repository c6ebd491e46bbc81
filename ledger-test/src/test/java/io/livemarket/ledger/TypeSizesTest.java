package io.livemarket.ledger;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.livemarket.testkit.TypeSizes;
import org.junit.jupiter.api.Test;

/** The modules that measure. */
class TypeSizesTest {

    @Test
    void recordsAndConstructorsAreSmall() {
        new TypeSizes()
                .flat(
                        "its JSON is a report that is compared with reports of earlier versions, keys in the alphabet's order",
                        "io.livemarket.loadtest.costs.Cost",
                        "io.livemarket.loadtest.costs.Memory",
                        "io.livemarket.loadtest.files.FilesReport",
                        "io.livemarket.loadtest.idle.IdleReport",
                        "io.livemarket.loadtest.messages.Counts",
                        "io.livemarket.loadtest.messages.MessageReport",
                        "io.livemarket.loadtest.storm.StormReport")
                .rule()
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages("io.livemarket.ledger", "io.livemarket.loadtest"));
    }
}
