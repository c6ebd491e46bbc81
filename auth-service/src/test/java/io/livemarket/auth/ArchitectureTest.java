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
                .domainMayUse("io.livemarket.events.notifications..")
                .projectionMayUse("io.livemarket.auth.domain..")
                .flat(
                        "its JSON is the value of the topic of credentials, and the domain knows no JSON",
                        "io.livemarket.auth.domain.Account")
                .flat(
                        "its JSON is the value of the topic of mails, where those of an earlier version wait",
                        "io.livemarket.auth.domain.MailOrder")
                .tests();
    }
}
