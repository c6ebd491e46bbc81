package io.livemarket.file;

import io.livemarket.testkit.ServiceArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rulesOfEveryService() {
        return ServiceArchitecture.of("io.livemarket.file")
                .domainMayUse("io.livemarket.events.files..")
                .storeIn("io.livemarket.file.upload..")
                .tests();
    }
}
