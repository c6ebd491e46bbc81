package io.livemarket.ops.docs;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.livemarket.testkit.TypeSizes;
import org.junit.jupiter.api.Test;

/** The modules that are no service, for which no architecture test of a service sees their types. */
class TypeSizesTest {

    @Test
    void recordsAndConstructorsAreSmall() {
        new TypeSizes()
                .rule()
                .check(new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .importPackages(
                                "io.livemarket.events",
                                "io.livemarket.kit",
                                "io.livemarket.rules",
                                "io.livemarket.socketio",
                                "io.livemarket.embedded",
                                "io.livemarket.launcher"));
    }
}
