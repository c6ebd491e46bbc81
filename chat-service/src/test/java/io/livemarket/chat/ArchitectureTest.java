package io.livemarket.chat;

import io.livemarket.testkit.ServiceArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> rulesOfEveryService() {
        return ServiceArchitecture.of("io.livemarket.chat")
                .domainMayUse(
                        "io.livemarket.events.chat..",
                        "io.livemarket.events.money..",
                        "io.livemarket.events.products..")
                .serviceMayUse("io.livemarket.rules..")
                .flat(
                        "its JSON is the stored state of the engine, and the domain knows no JSON",
                        "io.livemarket.chat.domain.Chat$Open",
                        "io.livemarket.chat.domain.ChatLookups$FirstAnswer")
                .tests();
    }
}
