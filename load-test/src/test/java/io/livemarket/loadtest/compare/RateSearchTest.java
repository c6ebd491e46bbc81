package io.livemarket.loadtest.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    @Test
    void theSearchClosesInOnTheHighestRateThatHolds() {
        RateSearch search = new RateSearch(7000, 10);
        search.record(1000, true);
        search.record(2000, true);
        int probes = run(search, 2700);
        assertThat(search.held()).isBetween(2500.0, 2700.0);
        assertThat(search.failed().orElseThrow()).isBetween(2700.0, 2900.0);
        assertThat(probes).isLessThanOrEqualTo(6);
    }

    @Test
    void theSearchGoesDownWhenNothingHeld() {
        RateSearch search = new RateSearch(7000, 10);
        search.record(1000, false);
        run(search, 300);
        assertThat(search.held()).isBetween(250.0, 300.0);
    }

    @Test
    void theSearchEndsAfterProbesOrTheHighestRate() {
        RateSearch search = new RateSearch(7000, 2);
        search.record(1000, true);
        assertThat(run(search, 5000)).isEqualTo(2);
        assertThat(search.failed()).isEmpty();
        RateSearch bounded = new RateSearch(1200, 10);
        bounded.record(1000, true);
        assertThat(run(bounded, 5000)).isEqualTo(1);
        assertThat(bounded.held()).isEqualTo(1200);
    }

    @Test
    void aServerThatHoldsNothingEndsTheSearch() {
        RateSearch search = new RateSearch(7000, 100);
        search.record(1000, false);
        assertThat(run(search, 0)).isLessThan(10);
        assertThat(search.held()).isZero();
    }

    @Test
    void aFailureBelowARateThatHeldIsNoise() {
        RateSearch search = new RateSearch(7000, 10);
        search.record(1000, false);
        search.record(2000, true);
        assertThat(search.held()).isEqualTo(2000);
        assertThat(search.failed()).isEmpty();
        assertThat(search.next()).hasValue(2500);
    }

    /** Lets rates up to that hold; returns how many were proposed. */
    private static int run(RateSearch search, double limit) {
        int probes = 0;
        for (OptionalDouble rate = search.next(); rate.isPresent(); rate = search.next()) {
            probes++;
            search.record(rate.getAsDouble(), rate.getAsDouble() <= limit);
        }
        return probes;
    }
}
