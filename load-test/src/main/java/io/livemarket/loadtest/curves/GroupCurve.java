package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Messages to a group, in which each of the other members confirms the delivery at once and the reading a moment later.
 * The rate is equal at each size, so that batches of one size do not pass for a cheaper message.
 */
public final class GroupCurve {

    private static final double MICROS = 1_000;

    private final Bench bench;
    private final RestClient rest;
    private final double perSecond;

    public GroupCurve(Bench bench, RestClient rest, double perSecond) {
        this.bench = bench;
        this.rest = rest;
        this.perSecond = perSecond;
    }

    /** Measures a group of these people, the writer included. */
    public Point measure(List<UserAccount> people) {
        bench.progress().println("curves: a group of " + people.size());
        String chat = open(people);
        try (SocketPool pool = bench.pools().get()) {
            GroupTalk talk = new GroupTalk(pool, chat, people);
            pool.openAll(bench.limit(), bench.progress());
            send(pool, talk, bench.warmUp());
            double idle = bench.idleMicrosPerSecond();
            GroupTalk.Account before = bench.onLoop(pool, talk::account);
            long began = System.nanoTime();
            bench.startWindow();
            send(pool, talk, bench.time());
            double seconds = (System.nanoTime() - began) / 1e9;
            double micros = bench.cpuMicros() - idle * seconds;
            return point(people.size(), bench.onLoop(pool, talk::account).since(before), micros);
        }
    }

    private static Point point(int members, GroupTalk.Account used, double micros) {
        int messages = Math.max(1, used.acknowledged());
        return Point.at("members of a group", Integer.toString(members))
                .with("CPU µs per message", micros / messages)
                .with("CPU µs per message and member", micros / messages / members)
                .with("frames to clients per message", (double) used.framesIn() / messages)
                .with("frames from clients per message", (double) used.framesOut() / messages)
                .with("received p50 ms", used.received().getValueAtPercentile(50) / MICROS)
                .with("received p99 ms", used.received().getValueAtPercentile(99) / MICROS)
                .with("last member p50 ms", used.receivedByAll().getValueAtPercentile(50) / MICROS)
                .with("refused", used.refused())
                .with(
                        "missing",
                        (long) used.acknowledged() * (members - 1)
                                - used.received().getTotalCount());
    }

    private void send(SocketPool pool, GroupTalk talk, Duration time) {
        int messages = (int) Math.max(1, Math.round(perSecond * time.toMillis() / 1000));
        long everyNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        long start = System.nanoTime();
        for (int message = 0; message < messages; message++) {
            long due = start + message * everyNanos;
            Pause.of(Duration.ofNanos(Math.max(0, due - System.nanoTime())), Bench.BETWEEN);
            pool.loop().execute(() -> talk.send(due));
        }
        Pause.of(bench.afterwards(), Bench.BETWEEN);
    }

    private String open(List<UserAccount> people) {
        RestClient.Reply reply = rest.post(
                "/chats",
                people.getFirst().token(),
                Map.of(
                        "type",
                        "group",
                        "name",
                        "curves",
                        "participants",
                        people.stream().skip(1).map(UserAccount::id).toList()));
        if (reply.status() != 201) {
            throw new SetUpException("a group of " + people.size() + " could not be opened: " + reply.problem());
        }
        return reply.body().path("id").asString();
    }
}
