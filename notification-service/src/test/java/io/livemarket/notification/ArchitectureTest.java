package io.livemarket.notification;

import io.livemarket.testkit.ServiceArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rulesOfEveryService() {
        return ServiceArchitecture.of("io.livemarket.notification")
                .domainMayUse("io.livemarket.events.notifications..")
                .flat(
                        "its JSON is the stored state of the engine, and the domain knows no JSON",
                        "io.livemarket.notification.domain.Inbox")
                .tests();
    }
}
