package io.livemarket.testkit;

import static io.livemarket.testkit.Stall.Reason.CLOSED;
import static io.livemarket.testkit.Stall.Reason.SOLD_OUT;
import static io.livemarket.testkit.Stall.given;
import static io.livemarket.testkit.Stall.holiday;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livemarket.testkit.Stall.Buy;
import io.livemarket.testkit.Stall.Close;
import io.livemarket.testkit.Stall.Closed;
import io.livemarket.testkit.Stall.Command;
import io.livemarket.testkit.Stall.Event;
import io.livemarket.testkit.Stall.Opened;
import io.livemarket.testkit.Stall.Reason;
import io.livemarket.testkit.Stall.Sold;
import io.livemarket.testkit.Stall.State;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/** The specification with a made-up decider: each assertion passes where it should, and fails where it should. */
class DeciderSpecificationTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aDecisionIsComparedWithItsEvents() {
        given(new Opened(2)).when(new Buy(1)).then(new Sold(1));
        given(new Opened(2)).when(new Buy(2)).thenEventTypes(Sold.class, Closed.class);
        given(new Opened(2))
                .when(new Buy(1))
                .thenEvent(Sold.class, sold -> assertThat(sold.pieces()).isEqualTo(1));
        given(new Opened(2))
                .when(new Buy(2))
                .thenEvents(events -> assertThat(events).hasSize(2));
    }

    @Test
    void aRejectionIsComparedWithReasonsAndOtherParts() {
        given(new Opened(2)).when(new Buy(3)).thenRejectedWith(SOLD_OUT, "2 are left");
        given().when(new Buy(1)).thenRejected(CLOSED);
        given(new Opened(2)).and(holiday()).when(new Buy(3)).thenRejected(CLOSED, SOLD_OUT);
    }

    @Test
    void nothingAndUnchangedAreDifferent() {
        given().when(new Close()).thenUnchanged();
        given(new Opened(2))
                .when(new Buy(0))
                .thenNothing()
                .thenState(state -> assertThat(state.visits()).isEqualTo(1));
        fails(given(new Opened(2)).when(new Buy(0)), Decided::thenUnchanged);
    }

    @Test
    void aClockStepDecidesTheMomentsThatCome() {
        var open = given(new Opened(2));
        open.whenTimePasses(HOUR.minusMillis(1)).thenNothing();
        open.whenTimePasses(HOUR).then(new Closed(Stall.START.plus(HOUR)));
        open.after(HOUR).when(new Buy(1)).thenRejected(CLOSED);
        open.at(Stall.START.plusSeconds(5)).when(Close::at).then(new Closed(Stall.START.plusSeconds(5)));
        assertThat(open.after(HOUR.multipliedBy(2)).now()).isEqualTo(Stall.START.plus(HOUR.multipliedBy(2)));
    }

    @Test
    void decisionsContinueAndOnePastServesSeveralCommands() {
        var open = given(new Opened(3));
        open.when(new Buy(1))
                .then(new Sold(1))
                .when(new Buy(1))
                .then(new Sold(1))
                .after(HOUR)
                .when(new Buy(1))
                .thenRejected(CLOSED);
        open.when(new Buy(2))
                .then(new Sold(2))
                .and(holiday())
                .thenState(state -> assertThat(state.holiday()).isTrue());
        open.when(new Buy(1)).whenTimePasses(HOUR).thenEventTypes(Closed.class);
        assertThat(open.when(new Buy(1)).events()).containsExactly(new Sold(1));
        assertThat(open.when(new Buy(1)).state().pieces()).isEqualTo(2);
        open.andAccepted(new Buy(1), new Buy(1)).when(new Buy(2)).thenRejectedWith(SOLD_OUT, "1 are left");
    }

    static Stream<Runnable> falseAssertions() {
        var sold = given(new Opened(2)).when(new Buy(1));
        var soldOut = given(new Opened(2)).when(new Buy(3));
        var unchanged = given().when(new Close());
        return Stream.of(
                () -> sold.then(new Sold(2)),
                () -> sold.then(),
                () -> sold.then(new Sold(1), new Sold(1)),
                () -> sold.thenEvents(events -> assertThat(events).isEmpty()),
                () -> sold.thenEvent(Closed.class, _ -> {}),
                () -> sold.thenEvent(
                        Sold.class, event -> assertThat(event.pieces()).isZero()),
                () -> sold.thenEventTypes(Sold.class, Closed.class),
                sold::thenNothing,
                sold::thenUnchanged,
                () -> sold.thenRejected(SOLD_OUT),
                () -> sold.thenAlso("a note"),
                () -> sold.thenState(state -> assertThat(state.pieces()).isEqualTo(2)),
                () -> soldOut.thenRejected(SOLD_OUT),
                () -> soldOut.thenRejectedWith(CLOSED, "2 are left"),
                () -> soldOut.thenRejectedWith(SOLD_OUT, "3 are left"),
                soldOut::thenAlso,
                soldOut::thenAccepted,
                soldOut::thenNothing,
                () -> soldOut.thenEvents(_ -> {}),
                unchanged::thenAccepted,
                unchanged::then,
                () -> unchanged.thenUnchanged("a note"),
                () -> given(new Opened(2)).andAccepted(new Buy(3)),
                () -> given(new Opened(2))
                        .thenState(state -> assertThat(state.open()).isFalse()),
                () -> given(new Opened(2)).whenTimePasses(HOUR).thenNothing());
    }

    @ParameterizedTest
    @MethodSource("falseAssertions")
    void everyFalseAssertionFails(Runnable assertion) {
        assertThatExceptionOfType(AssertionFailedError.class).isThrownBy(assertion::run);
    }

    @Test
    void aFailureShowsPastCommandExpectationAndOutcome() {
        var decided =
                given(new Opened(5)).and(holiday()).andAccepted(new Close()).when(new Buy(1));
        assertThat(catchThrowableOfType(AssertionFailedError.class, () -> decided.then(new Sold(1))))
                .hasMessage("""
                        given
                          Opened[pieces=5]
                          a holiday
                          command Close[at=null]: accepted
                          event Closed[at=null]
                        when, at 2026-01-01T08:00:00Z
                          Buy[pieces=1]
                        expected
                          accepted
                          event Sold[pieces=1]
                        but was
                          rejected
                          reason CLOSED
                        with the state
                          State[open=false, pieces=5, holiday=true, visits=0]""");
    }

    @Test
    void aFailureOfALambdaShowsThePastToo() {
        var sold = given(new Opened(5)).when(new Buy(1));
        assertThat(catchThrowableOfType(
                        AssertionFailedError.class,
                        () -> sold.thenState(state -> assertThat(state.pieces()).isZero())))
                .hasMessageContainingAll(
                        "Opened[pieces=5]", "Buy[pieces=1]", "but was: 4", "State[open=true, pieces=4");
    }

    @Test
    void aLongPastIsShownByItsNewestSteps() {
        DeciderSpecification<State, Command, Event, Reason> past = given(new Opened(1_000));
        for (int i = 0; i < 100; i++) {
            past = past.given(new Sold(i));
        }
        assertThat(past.toString().lines().toList())
                .hasSize(42)
                .contains("  … (earlier steps are not shown)", "  Sold[pieces=99]")
                .doesNotContain("  Sold[pieces=59]");
    }

    @Test
    void aDeciderThatWaitsForEverFails() {
        DeciderSpecification<State, Command, Event, Reason> waiting =
                DeciderSpecification.of(Stall.waitingForEver(), Stall.NEW, Stall.START);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waiting.after(HOUR))
                .withMessageContaining("do not end");
        assertThat(List.of(waiting.now(), waiting.state())).containsExactly(Stall.START, Stall.NEW);
    }

    private static void fails(
            Decided<State, Command, Event, Reason> decided,
            Consumer<Decided<State, Command, Event, Reason>> assertion) {
        assertThatExceptionOfType(AssertionFailedError.class).isThrownBy(() -> assertion.accept(decided));
    }
}
