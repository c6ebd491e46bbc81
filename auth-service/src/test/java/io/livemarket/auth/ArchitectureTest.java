package io.livemarket.auth;

import io.livemarket.testkit.ServiceArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rulesOfEveryService() {
        return ServiceArchitecture.of("io.livemarket.auth")
                .domainMayUse("io.livemarket.events.users..")
                .projectionMayUse("io.livemarket.auth.domain..")
                .tests();
    }
}
