package io.livemarket.loadtest.compare;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.Plan;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Sends messages to each contender in turns at each rate, then looks for the highest rate that each contender holds.
 * Every second round takes the contenders in reverse order, so that no contender always runs after another one.
 */
public final class Comparison {

    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final List<Contender> contenders;
    private final Settings settings;
    private final PrintStream progress;
    private final List<Turn> turns = new ArrayList<>();

    /**
     * The settings of turns.
     *
     * @param users users of each contender, in pairs
     * @param lead time at the turn's rate before the measured window
     * @param time the measured window of a turn
     * @param pause between two turns
     * @param bytes content of each message
     * @param limit how long opening the sockets of a turn may take
     */
    public record Settings(int users, Duration lead, Duration time, Duration pause, int bytes, Duration limit) {}

    public Comparison(List<Contender> contenders, Settings settings, PrintStream progress) {
        this.contenders = List.copyOf(contenders);
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs one turn of each contender without keeping its figures. */
    public void warmUp(double rate, Duration time) {
        if (!time.isZero()) {
            contenders.forEach(each -> send(each, rate, Duration.ZERO, time));
        }
    }

    /** Runs turns at each rate; returns all turns so far. */
    public List<Turn> compare(List<Double> rates, int rounds) {
        for (double rate : rates) {
            for (int round = 0; round < rounds; round++) {
                for (Contender contender : round % 2 == 0 ? contenders : contenders.reversed()) {
                    turn(contender, rate);
                }
            }
        }
        return turns();
    }

    /**
     * Searches for the highest rate that each contender holds, beginning from the turns so far.
     *
     * @param highest no higher rate is tried
     * @param probes rates tried for each contender at most
     * @param tries how often a rate has to fail to count as failed
     */
    public List<HighestRate> search(double p99Ms, double highest, int probes, int tries) {
        List<HighestRate> found = new ArrayList<>();
        for (Contender contender : contenders) {
            RateSearch search = known(contender, highest, probes, p99Ms);
            // A single turn that failed is tried again, as each rate of the search is.
            search.failed().ifPresent(rate -> search.record(rate, holds(contender, rate, p99Ms, tries - 1)));
            for (OptionalDouble rate = search.next(); rate.isPresent(); rate = search.next()) {
                search.record(rate.getAsDouble(), holds(contender, rate.getAsDouble(), p99Ms, tries));
            }
            OptionalDouble failed = search.failed();
            found.add(
                    new HighestRate(contender.name(), search.held(), failed.isPresent() ? failed.getAsDouble() : null));
        }
        return found;
    }

    private RateSearch known(Contender contender, double highest, int probes, double p99Ms) {
        RateSearch search = new RateSearch(highest, probes);
        turns.stream()
                .filter(turn -> turn.contender().equals(contender.name()))
                .forEach(turn -> search.record(turn.rate(), turn.held(p99Ms)));
        return search;
    }

    private boolean holds(Contender contender, double rate, double p99Ms, int tries) {
        for (int attempt = 0; attempt < tries; attempt++) {
            if (turn(contender, rate).held(p99Ms)) {
                return true;
            }
        }
        return false;
    }

    private Turn turn(Contender contender, double rate) {
        Pause.of(settings.pause(), "between two turns");
        Turn turn = new Turn(contender.name(), rate, send(contender, rate, settings.lead(), settings.time()));
        turns.add(turn);
        progress.printf("%s%n", CompareTable.line(turn));
        return turn;
    }

    private MessageReport send(Contender contender, double rate, Duration lead, Duration time) {
        progress.printf("--- %s at %.0f/s%n", contender.name(), rate);
        return contender.send(
                new Plan(settings.users(), rate, lead, time, DRAIN, settings.bytes(), false),
                settings.limit(),
                progress);
    }

    /** All turns made so far. */
    public List<Turn> turns() {
        return Collections.unmodifiableList(turns);
    }
}
