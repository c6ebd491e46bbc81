package io.livemarket.product;

import io.livemarket.testkit.ServiceArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rulesOfEveryService() {
        return ServiceArchitecture.of("io.livemarket.product")
                .domainMayUse("io.livemarket.events.products..", "io.livemarket.events.money..")
                .tests();
    }
}
