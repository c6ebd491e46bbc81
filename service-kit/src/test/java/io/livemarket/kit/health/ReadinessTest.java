package io.livemarket.kit.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ReadinessTest {

    private PartStatus engine = PartStatus.working();
    private PartStatus projection = PartStatus.working();
    private final Readiness readiness = Readiness.of("engine", () -> engine).and("projection", () -> projection);

    @Test
    void aServiceIsUpWhenEveryPartWorks() {
        assertThat(readiness.health()).isEqualTo(Health.up().build());
    }

    @Test
    void aServiceThatCatchesUpShowsItsProgress() {
        projection = PartStatus.catchingUp().with("behind", 4_000);

        Health health = readiness.health();

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails())
                .containsEntry("projection", PartStatus.State.CATCHING_UP)
                .containsEntry("projection.behind", 4_000)
                .doesNotContainKey("engine");
    }

    @Test
    void aBrokenPartIsDownWhateverTheOthersDo() {
        projection = PartStatus.catchingUp();
        engine = PartStatus.broken("no such key");

        Health health = readiness.health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("engine.reason", "no such key")
                .containsEntry("projection", PartStatus.State.CATCHING_UP);
    }

    @Test
    void twoPartsOfOneNameAreAMistake() {
        assertThatThrownBy(() -> readiness.and("engine", PartStatus::working))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
