package io.livemarket.moderation;

import io.livemarket.testkit.ServiceArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rulesOfEveryService() {
        return ServiceArchitecture.of("io.livemarket.moderation")
                .domainMayUse("io.livemarket.events.moderation..", "io.livemarket.events.chat..")
                .serviceMayUse("io.livemarket.rules..")
                .storeIn("io.livemarket.moderation.content..")
                .tests();
    }
}
