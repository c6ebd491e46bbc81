package io.livemarket.testkit.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstanceTest {

    /** Spring would make a list of the values of a name that occurs twice. */
    @Test
    void aLaterSettingReplacesTheEarlierOneInItsPlace() {
        assertThat(Instance.lastOfEachName(Stream.of("--a=1", "--b=x=y", "--a=2", "--b=x=z", "--c=")))
                .containsExactly("--a=2", "--b=x=z", "--c=");
    }
}
