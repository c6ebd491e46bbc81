package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPositionTest {

    private final CommandPosition here = new CommandPosition(Uuid.ONE_UUID);
    private final CommandPosition other = new CommandPosition(Uuid.randomUuid());

    @Test
    void aWrittenPositionIsRead() {
        assertThat(here.parse(here.format(17, "some-id"))).isEqualTo(17);
        assertThat(here.parse(here.format(17, null))).isEqualTo(17);
        assertThat(here.commandId(here.format(17, "some:id"))).contains("some:id");
        assertThat(here.commandId(here.format(17, null))).isEmpty();
        assertThat(here.elsewhere(here.format(17, "some-id"))).isEmpty();
    }

    @Test
    void aPositionOfAnotherTopicNamesOnlyTheLastCommand() {
        String elsewhere = other.format(17, "some:id");
        assertThat(here.parse(elsewhere)).isZero();
        assertThat(here.commandId(elsewhere)).isEmpty();
        assertThat(here.elsewhere(elsewhere)).hasValueSatisfying(place -> {
            assertThat(place.offset()).isEqualTo(17);
            assertThat(place.commandId()).isEqualTo("some:id");
        });
        assertThat(here.elsewhere(other.format(17, null))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ":", "::", "AAAAAAAAAAAAAAAAAAAAAQ:x:y", "nothing"})
    void anInvalidPositionIsZero(String text) {
        assertThat(here.parse(text)).isZero();
    }
}
