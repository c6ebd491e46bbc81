package io.livemarket.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger network = context.getLogger("org.apache.kafka.clients.NetworkClient");
    private final Logger sender = context.getLogger("org.apache.kafka.clients.producer.internals.Sender");
    private final Logger own = context.getLogger("io.livemarket.Own");
    private long now;

    @BeforeEach
    void filter() {
        lines.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        RepeatedWarnings filter = new RepeatedWarnings(() -> now);
        filter.start();
        context.addTurboFilter(filter);
    }

    @Test
    void anOutageLeavesALineForEachLogger() {
        for (int i = 0; i < 1_000; i++) {
            network.warn("Connection to node {} could not be established", i);
            sender.warn("Got error produce response");
        }
        assertThat(written())
                .containsExactly("Connection to node 0 could not be established", "Got error produce response");
    }

    @Test
    void anotherOutageLeavesAnotherLine() {
        network.warn("one");
        network.warn("two");
        now += RepeatedWarnings.WINDOW.toNanos();
        network.warn("three");
        assertThat(written()).containsExactly("one", "three");
    }

    @Test
    void theWindowDoesNotGrowWithTheWarningsInIt() {
        network.warn("one");
        for (int second = 0; second < 40; second++) {
            now += Duration.ofSeconds(1).toNanos();
            network.warn("again");
        }
        assertThat(written()).containsExactly("one", "again");
    }

    @Test
    void errorsAndOtherLoggersAreLeftAlone() {
        network.error("one");
        network.error("two");
        own.warn("three");
        own.warn("four");
        assertThat(written()).containsExactly("one", "two", "three", "four");
    }

    private List<String> written() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
