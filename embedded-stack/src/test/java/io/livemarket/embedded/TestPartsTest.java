package io.livemarket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestPartsTest {

    private static final Supplier<Optional<String>> ANSWERS = () -> Optional.of("unix:///var/run/docker.sock");
    private static final Supplier<Optional<String>> DOES_NOT_ANSWER = Optional::empty;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "auto", "AUTO"})
    void withoutAWishAnEngineThatAnswersDecides(String asked) {
        assertThat(TestParts.choose(asked, ANSWERS)).isEqualTo(TestParts.CONTAINERS);
        assertThat(TestParts.choose(asked, DOES_NOT_ANSWER)).isEqualTo(TestParts.EMBEDDED);
    }

    @Test
    void embeddedPartsAreTakenWithoutLookingForAnEngine() {
        assertThat(TestParts.choose("embedded", () -> {
                    throw new AssertionError("An engine is looked for");
                }))
                .isEqualTo(TestParts.EMBEDDED);
    }

    @Test
    void requestedContainersAreNeverReplacedByEmbeddedParts() {
        assertThat(TestParts.choose("containers", ANSWERS)).isEqualTo(TestParts.CONTAINERS);
        assertThatThrownBy(() -> TestParts.choose("containers", DOES_NOT_ANSWER))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("LIVEMARKET_TEST_PARTS=containers, but no container engine answers");
    }

    @Test
    void anUnknownWishIsRefused() {
        assertThatThrownBy(() -> TestParts.choose("docker", ANSWERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LIVEMARKET_TEST_PARTS is containers, embedded or auto, and not docker");
    }

    @Test
    void aContainerStackHasAddressesButNoFaults() {
        RecordedParts.closed = 0;
        try (EmbeddedStack stack = EmbeddedStack.of(TestParts.CONTAINERS)) {
            assertThat(stack.bootstrapServers()).isEqualTo("kafka.container:9092");
            assertThat(stack.mongoUri()).isEqualTo("mongodb://mongo.container:27017");
            assertThat(stack.s3().uri()).hasHost("s3.container");
            assertThat(stack.kafka()).isEmpty();
            assertThat(stack.mongo()).isEmpty();
        }
        assertThat(RecordedParts.closed).isEqualTo(1);
    }
}
