package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.messages.Behaviour;
import io.livemarket.loadtest.messages.ChatIds;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.messages.Plan;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Pages of a chat's history at its end, middle and start, and messages to it, in chats of different length. */
public final class HistoryCurve {

    private static final int PAGES = 300;
    private static final int WARM_UP_PAGES = 60;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final double SENT_PER_SECOND = 20;
    private static final int SIZE = 100;

    private final Bench bench;

    public HistoryCurve(Bench bench) {
        this.bench = bench;
    }

    /** The measurements of a chat: the latencies of pages, and the CPU of all processes for one page. */
    private record Reading(long messages, Latencies newest, Latencies middle, Latencies oldest, double micros) {}

    /** Measures the chat of this pair, which was filled before. */
    public Point measure(List<UserAccount> pair) {
        Reading read = read(
                pair.getFirst(),
                ChatIds.between(pair.getFirst().id(), pair.getLast().id()));
        MessageReport sent = send(pair);
        return Point.at("messages in a chat", String.format(Locale.ROOT, "%,d", read.messages))
                .with("newest page p50 ms", read.newest.p50())
                .with("newest page p99 ms", read.newest.p99())
                .with("middle page p50 ms", read.middle.p50())
                .with("middle page p99 ms", read.middle.p99())
                .with("oldest page p50 ms", read.oldest.p50())
                .with("oldest page p99 ms", read.oldest.p99())
                .with("CPU µs per page of 50", read.micros)
                .with("message to it: received p50 ms", sent.sendToReceived().p50())
                .with("message to it: received p99 ms", sent.sendToReceived().p99())
                .with(
                        "lost, doubled, out of order",
                        sent.counts().lost() + sent.counts().doubled() + sent.outOfOrder());
    }

    private Reading read(UserAccount reads, String chat) {
        try (SocketPool pool = bench.pools().get()) {
            HistoryReader reader = new HistoryReader(pool, reads, chat);
            pool.openAll(bench.limit(), bench.progress());
            long messages = reader.read("", 1).highestSeq();
            if (messages < 2) {
                throw new SetUpException("the chat " + chat + " has no history: fill it first");
            }
            bench.progress().println("curves: history of " + messages + " messages");
            List<String> places = List.of("", ",\"beforeSeq\":" + (messages / 2 + 1), ",\"afterSeq\":0");
            places.forEach(place -> reader.read(place, WARM_UP_PAGES));
            double idle = bench.idleMicrosPerSecond();
            long began = System.nanoTime();
            bench.startWindow();
            List<Latencies> pages = places.stream()
                    .map(place -> reader.read(place, PAGES).latencies())
                    .toList();
            double micros = bench.cpuMicros() - idle * (System.nanoTime() - began) / 1e9;
            return new Reading(messages, pages.get(0), pages.get(1), pages.get(2), micros / (places.size() * PAGES));
        }
    }

    private MessageReport send(List<UserAccount> pair) {
        try (SocketPool pool = bench.pools().get()) {
            MessageRun run = new MessageRun(
                    pool,
                    pair,
                    new Plan(2, SENT_PER_SECOND, bench.warmUp(), bench.time(), DRAIN, SIZE, false),
                    new Behaviour(true, 0, false, 0),
                    bench.processes(),
                    bench.progress());
            pool.openAll(bench.limit(), bench.progress());
            return run.run();
        }
    }
}
