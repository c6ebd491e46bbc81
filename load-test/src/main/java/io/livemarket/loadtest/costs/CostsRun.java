package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.costs.Talk.Chat;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserAccount;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Gives a running system one kind of work after another, each at two sizes. */
final class CostsRun {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int FIRST = 10;
    private static final int PEOPLE = 60;
    private static final int PAIRS = 30;
    private static final int VISITORS = 40;
    /** Below the limit of 20 sockets for a user. */
    private static final int SOCKETS_PER_PERSON = 18;

    private static final int FEWER_SOCKETS = 400;
    /** A user is offline 10 s after the last connection has ended. */
    private static final Duration OFFLINE = Duration.ofSeconds(12);

    private final Meter meter;
    private final PrintStream progress;
    private final IntFunction<List<UserAccount>> register;
    private final Supplier<SocketPool> newPool;
    private final RestClient rest;

    /** @param register registers a number of new users and logs them in */
    CostsRun(
            Meter meter,
            PrintStream progress,
            IntFunction<List<UserAccount>> register,
            Supplier<SocketPool> newPool,
            RestClient rest) {
        this.meter = meter;
        this.progress = progress;
        this.register = register;
        this.newPool = newPool;
        this.rest = rest;
    }

    void run() {
        meter.remember("no sockets", 0);
        List<UserAccount> _ = register.apply(FIRST); // The first messages pay for class loading and compilation.
        Reading before = meter.settled();
        List<UserAccount> visitors = register.apply(VISITORS);
        Reading between = meter.settled();
        List<UserAccount> people = register.apply(PEOPLE);
        Reading after = meter.settled();
        introduce(visitors, people);
        try (SocketPool pool = newPool.get()) {
            Talk talk = new Talk(pool, people);
            pool.openAll(TIMEOUT, progress);
            List<Chat> pairs = warmUp(talk, people);
            meter.rest(PEOPLE + " sockets");
            meter.add("user", VISITORS + " registered and logged in", VISITORS, before, between);
            meter.add("user", PEOPLE + " more", PEOPLE, between, after);
            chats(talk, people);
            messages(talk, pairs);
            groups(talk, people);
            visit(visitors);
            sockets(people);
        }
    }

    /** Opens a chat of each visitor with one of the people, who so gets the visitor's status. */
    private void introduce(List<UserAccount> visitors, List<UserAccount> people) {
        for (int visitor = 0; visitor < visitors.size(); visitor++) {
            opened(rest.post(
                    "/chats",
                    visitors.get(visitor).token(),
                    Map.of(
                            "type",
                            "private",
                            "participants",
                            List.of(people.get(visitor).id()))));
        }
    }

    private static String opened(RestClient.Reply reply) {
        if (reply.status() != 201) {
            throw new SetUpException("a chat could not be opened: " + reply.problem());
        }
        return reply.body().path("id").asString();
    }

    private static List<Chat> warmUp(Talk talk, List<UserAccount> people) {
        List<Chat> pairs = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            pairs.add(new Chat(null, people.subList(2 * pair, 2 * pair + 2)));
        }
        talk.send(pairs, 2_000, 100, TIMEOUT);
        return pairs;
    }

    private void chats(Talk talk, List<UserAccount> people) {
        int opened = PEOPLE; // The pairs of the warm-up are among the first ones.
        for (int count : new int[] {100, 300}) {
            List<Chat> chats = Pairs.of(people, opened, count).stream()
                    .map(pair -> new Chat(null, pair))
                    .toList();
            meter.measure("chat with its first message", count + " opened", () -> talk.send(chats, count, 40, TIMEOUT));
            opened += count;
        }
    }

    private void messages(Talk talk, List<Chat> pairs) {
        meter.measure("message", "100/s", () -> talk.send(pairs, 1_500, 100, TIMEOUT));
        meter.measure("message", "400/s", () -> talk.send(pairs, 4_000, 400, TIMEOUT));
    }

    private void groups(Talk talk, List<UserAccount> people) {
        for (int size : new int[] {10, 40}) {
            List<Chat> groups = new ArrayList<>();
            for (int first = 0; first + size <= people.size(); first += size) {
                List<UserAccount> members = people.subList(first, first + size);
                groups.add(new Chat(
                        opened(rest.post(
                                "/chats",
                                members.getFirst().token(),
                                Map.of(
                                        "type",
                                        "group",
                                        "name",
                                        "costs",
                                        "participants",
                                        members.stream()
                                                .skip(1)
                                                .map(UserAccount::id)
                                                .toList()))),
                        members));
            }
            meter.measure("message in a group", size + " members", () -> talk.send(groups, 100, 8, TIMEOUT));
        }
    }

    private void visit(List<UserAccount> visitors) {
        List<SocketPool> pools = new ArrayList<>();
        try {
            for (List<UserAccount> some :
                    List.of(visitors.subList(0, VISITORS / 4), visitors.subList(VISITORS / 4, VISITORS))) {
                SocketPool pool = newPool.get();
                pools.add(pool);
                some.forEach(visitor -> pool.add(visitor, SocketOwner.NONE));
                meter.measure("user who comes online", some.size() + " came", () -> {
                    pool.openAll(TIMEOUT, progress);
                    return some.size();
                });
            }
        } finally {
            meter.measure("user who goes offline", VISITORS + " went", () -> {
                pools.forEach(SocketPool::close);
                Pause.of(OFFLINE, Meter.BETWEEN);
                return VISITORS;
            });
        }
    }

    private void sockets(List<UserAccount> people) {
        meter.remember("sockets of the run", PEOPLE);
        List<SocketPool> pools = new ArrayList<>();
        try {
            int open = 0;
            for (int target : new int[] {FEWER_SOCKETS, PEOPLE * SOCKETS_PER_PERSON}) {
                SocketPool pool = newPool.get();
                pools.add(pool);
                int more = target - open;
                for (int each = open; each < target; each++) {
                    pool.add(people.get(each % people.size()), SocketOwner.NONE);
                }
                meter.measure("further connection of a user", more + " opened", () -> {
                    pool.openAll(TIMEOUT, progress);
                    return more;
                });
                open = target;
                meter.idleSockets(open);
                meter.remember(open + " idle sockets more", PEOPLE + open);
            }
        } finally {
            pools.forEach(SocketPool::close);
        }
    }
}
