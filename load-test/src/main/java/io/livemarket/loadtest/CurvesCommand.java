package io.livemarket.loadtest;

import io.livemarket.loadtest.curves.Bench;
import io.livemarket.loadtest.curves.CurvesReport;
import io.livemarket.loadtest.curves.CurvesTable;
import io.livemarket.loadtest.curves.GroupCurve;
import io.livemarket.loadtest.curves.HistoryCurve;
import io.livemarket.loadtest.curves.IdleCurve;
import io.livemarket.loadtest.curves.PeopleCurve;
import io.livemarket.loadtest.curves.Point;
import io.livemarket.loadtest.process.HostTime;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.WatchedProcess;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curves}: costs as functions of a size; {@code load-test/curves} starts a system with long chats for it. */
@Command(
        name = "curves",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Measures what grows with a group's members, with people, with idle sockets and with a chat's messages.")
final class CurvesCommand implements Callable<Integer> {

    /** Below the limit of 20 sockets for a user. */
    private static final int SOCKETS_PER_USER = 18;

    private enum Part {
        groups,
        people,
        idle,
        history
    }

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "groups,people,idle,history",
            description = "Of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Part> parts;

    @Option(
            names = "--group-sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "10,50,100",
            description = "Members. Default: ${DEFAULT-VALUE}")
    private List<Integer> groupSizes;

    @Option(
            names = "--group-rate",
            paramLabel = "R",
            defaultValue = "4",
            description = "Messages per second to a group. Default: ${DEFAULT-VALUE}")
    private double groupRate;

    @Option(
            names = "--people",
            split = ",",
            paramLabel = "N",
            defaultValue = "200,5000",
            description = "People in pairs. Default: ${DEFAULT-VALUE}")
    private List<Integer> people;

    @Option(
            names = "--people-rate",
            paramLabel = "R",
            defaultValue = "500",
            description = "Messages per second between them. Default: ${DEFAULT-VALUE}")
    private double peopleRate;

    @Option(
            names = "--sockets",
            split = ",",
            paramLabel = "N",
            defaultValue = "1000,5000,10000",
            description = "Idle ones. Default: ${DEFAULT-VALUE}")
    private List<Integer> sockets;

    @Option(
            names = "--filled",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Pairs at the start of --users-file whose chats were filled with fill --chat-sizes. Default: ${DEFAULT-VALUE}")
    private int filled;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "Of each measured point. Default: ${DEFAULT-VALUE}")
    private Duration duration;

    CurvesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        if (people.stream().anyMatch(each -> each < 2 || each % 2 != 0)
                || groupSizes.stream().anyMatch(each -> each < 2)
                || filled < 0
                || !(groupRate > 0)
                || !(peopleRate > 0)
                || duration.isZero()) {
            throw new SetUpException(
                    "--people have to be even and at least 2, --group-sizes at least 2; --group-rate, --people-rate and "
                            + "--duration more than 0");
        }
        ProcessList processes = ProcessList.of(common.pids, common.statusFile);
        try (Session session = new Session(common, console.out(), console.progress());
                RestClient rest = new RestClient(common.url, common.setUpTimeout)) {
            List<UserAccount> all = session.prepareUsers(2 * filled + crowd(), duration.multipliedBy(2));
            Bench bench = new Bench(session::newPool, processes, console.progress(), duration, common.setUpTimeout);
            HostTime start = HostTime.now();
            List<Point> points = measure(bench, rest, all.subList(0, 2 * filled), all.subList(2 * filled, all.size()));
            CurvesReport report =
                    new CurvesReport("curves", points, HostTime.now().since(start));
            session.publish(CurvesTable.of(report), report);
            return LoadTest.HELD;
        }
    }

    private List<Point> measure(Bench bench, RestClient rest, List<UserAccount> pairs, List<UserAccount> crowd) {
        List<Point> points = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case groups ->
                    groupSizes.forEach(
                            size -> points.add(new GroupCurve(bench, rest, groupRate).measure(crowd.subList(0, size))));
                case people ->
                    people.forEach(
                            size -> points.add(new PeopleCurve(bench, peopleRate).measure(crowd.subList(0, size))));
                case idle ->
                    points.addAll(new IdleCurve(bench, holder(bench.processes()))
                            .measure(crowd, sockets.stream().sorted().toList()));
                case history -> {
                    for (int pair = 0; pair < filled; pair++) {
                        points.add(new HistoryCurve(bench).measure(pairs.subList(2 * pair, 2 * pair + 2)));
                    }
                }
            }
        }
        return points;
    }

    private static WatchedProcess holder(ProcessList processes) {
        if (processes.holderOfSockets() == null) {
            throw new SetUpException("the memory of idle sockets needs --status-file or --pids");
        }
        return processes.holderOfSockets();
    }

    /** The number of people that the largest part needs. */
    private int crowd() {
        int most = parts.contains(Part.groups) ? Collections.max(groupSizes) : 2;
        most = parts.contains(Part.people) ? Math.max(most, Collections.max(people)) : most;
        return parts.contains(Part.idle)
                ? Math.max(most, Math.ceilDiv(Collections.max(sockets), SOCKETS_PER_USER))
                : most;
    }
}
