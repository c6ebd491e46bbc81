package io.livemarket.loadtest;

import io.livemarket.loadtest.compare.CompareReport;
import io.livemarket.loadtest.compare.CompareTable;
import io.livemarket.loadtest.compare.Comparison;
import io.livemarket.loadtest.compare.Contender;
import io.livemarket.loadtest.compare.HighestRate;
import io.livemarket.loadtest.compare.Turn;
import io.livemarket.loadtest.messages.Behaviour;
import io.livemarket.loadtest.messages.MessageRun;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compare}: this system and a plain Socket.IO chat in turns; {@code load-test/compare} starts both. */
@Command(
        name = "compare",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Sends messages to a running system and to a plain Socket.IO chat in turns, prints ratios, and looks for the "
                        + "highest rate that each holds.")
final class CompareCommand implements Callable<Integer> {

    private static final String PEER = "peer";

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--peer-url",
            paramLabel = "URL",
            required = true,
            description = "The plain chat's address; a user's name is the token.")
    private URI peerUrl;

    @Option(
            names = "--peer-pids",
            paramLabel = "NAME=PID",
            split = ",",
            description = "The plain chat's processes, each watched with its descendants: node=1,postgres=2,redis=3.")
    private Map<String, Long> peerPids = new LinkedHashMap<>();

    @Option(
            names = "--rates",
            paramLabel = "R",
            split = ",",
            defaultValue = "500,1000,1500,2000",
            description = "Messages per second of the turns. Default: ${DEFAULT-VALUE}")
    private List<Double> rates;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "400",
            description = "People, in pairs. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(names = "--receipts", description = "Further turns of this system in which each message is confirmed.")
    private boolean receipts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Turns of each at each rate. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "Of each system before its first turn, at 1,000/s or the highest of --rates. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--lead",
            paramLabel = "TIME",
            defaultValue = "3s",
            description = "Start of each turn that does not count. Default: ${DEFAULT-VALUE}")
    private Duration lead;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "Measured part of each turn. Default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "Between two turns. Default: ${DEFAULT-VALUE}")
    private Duration pause;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "100",
            description = "Content of each message. Default: ${DEFAULT-VALUE}")
    private int size;

    @Option(
            names = "--search",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Look for the highest rate that each holds (default), or not.")
    private boolean search;

    @Option(
            names = "--p99",
            paramLabel = "MS",
            defaultValue = "100",
            description = "The limit of the search. Default: ${DEFAULT-VALUE}")
    private double p99Ms;

    @Option(
            names = "--highest",
            paramLabel = "R",
            defaultValue = "7000",
            description = "No higher rate is tried. Default: ${DEFAULT-VALUE}")
    private double highest;

    @Option(
            names = "--probes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rates tried for each. Default: ${DEFAULT-VALUE}")
    private int probes;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "2",
            description = "A rate has failed after so many turns. Default: ${DEFAULT-VALUE}")
    private int tries;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        check();
        try (Session session = new Session(common, console.out(), console.progress())) {
            List<UserAccount> people = session.prepareUsers(users, warmUp.plus(duration));
            Comparison comparison = new Comparison(
                    contenders(session, people),
                    new Comparison.Settings(users, lead, duration, pause, size, common.setUpTimeout),
                    console.progress());
            comparison.warmUp(
                    Math.min(
                            1000,
                            rates.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .max()
                                    .orElseThrow()),
                    warmUp);
            comparison.compare(rates, rounds);
            List<HighestRate> found = search ? comparison.search(p99Ms, highest, probes, tries) : List.of();
            CompareReport report = new CompareReport("compare", PEER, p99Ms, comparison.turns(), found);
            session.publish(CompareTable.of(report), report);
            return verdict(report.turns());
        }
    }

    private List<Contender> contenders(Session session, List<UserAccount> people) {
        ProcessList processes = ProcessList.of(common.pids, common.statusFile);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(system("livemarket", session, people, processes, false));
        if (receipts) {
            contenders.add(system("livemarket, receipts", session, people, processes, true));
        }
        List<UserAccount> names = IntStream.range(0, users)
                .mapToObj(each -> UserAccount.named("user-" + each))
                .toList();
        ProcessList peerProcesses = ProcessList.withDescendants(peerPids);
        contenders.add(new Contender(
                PEER,
                () -> new SocketPool(peerUrl, CompletableFuture::completedFuture, session.poolSettings()),
                (pool, plan) -> MessageRun.withPeer(pool, names, plan, peerProcesses, console.progress())));
        return contenders;
    }

    private Contender system(
            String name, Session session, List<UserAccount> people, ProcessList processes, boolean confirms) {
        return new Contender(
                name,
                session::newPool,
                (pool, plan) -> new MessageRun(
                        pool, people, plan, new Behaviour(confirms, 0, false, 0), processes, console.progress()));
    }

    /** The exit code is about this system alone; the table shows the violations of the peer. */
    private static int verdict(List<Turn> turns) {
        return turns.stream()
                        .filter(turn -> !turn.contender().equals(PEER))
                        .allMatch(turn -> turn.report().guaranteeHeld())
                ? LoadTest.HELD
                : LoadTest.GUARANTEE_BROKEN;
    }

    private void check() {
        if (users < 2
                || users % 2 != 0
                || rounds < 1
                || duration.isZero()
                || rates.isEmpty()
                || rates.stream().anyMatch(rate -> !(rate > 0))
                || probes < 0
                || tries < 1) {
            throw new SetUpException(
                    "--users has to be even and at least 2; --rates, --rounds, --duration and --tries more than 0");
        }
        if (size < MessageRun.LEAST_BYTES_OF_PEER) {
            throw new SetUpException("--size has to be at least " + MessageRun.LEAST_BYTES_OF_PEER);
        }
        double most = Senders.most(users);
        if (rates.stream().anyMatch(rate -> rate > most)) {
            throw new SetUpException(
                    "%d users send at most %.0f/s: a server with default limits takes 40 events per second and socket"
                            .formatted(users, most));
        }
        highest = search ? Math.min(highest, most) : highest;
    }
}
