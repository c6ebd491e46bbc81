package io.livemarket.loadtest;

import io.livemarket.loadtest.idle.IdleReport;
import io.livemarket.loadtest.idle.IdleRun;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.WatchedProcess;
import io.livemarket.loadtest.sockets.SocketOwner;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code idle}: opens idle sockets and measures their cost. */
@Command(
        name = "idle",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Opens idle sockets and measures the memory that each costs the server.")
final class IdleCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--sockets",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Sockets to open. Default: ${DEFAULT-VALUE}")
    private int sockets;

    @Option(
            names = "--sockets-per-user",
            paramLabel = "K",
            defaultValue = "1",
            description = "Sockets that share a user. Default: ${DEFAULT-VALUE}")
    private int socketsPerUser;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Time between the last socket and the reading. Default: ${DEFAULT-VALUE}")
    private Duration settle;

    @Option(
            names = "--rehearse",
            paramLabel = "N",
            defaultValue = "100",
            description = "Sockets opened and closed before the first reading, so that classes and pools are there. "
                    + "Default: ${DEFAULT-VALUE}")
    private int rehearse;

    @Option(
            names = "--process",
            paramLabel = "NAME",
            description =
                    "Which of --pids or --status-file holds the sockets. Default: gateway, else services, else the first.")
    private @Nullable String processName;

    IdleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        if (sockets < 1 || socketsPerUser < 1) {
            throw new SetUpException("--sockets and --sockets-per-user have to be at least 1");
        }
        WatchedProcess process = processToMeasure();
        try (Session session = new Session(common, console.out(), console.progress())) {
            List<UserAccount> accounts = session.prepareUsers(Math.ceilDiv(sockets, socketsPerUser), settle);
            rehearse(session, accounts);
            try (SocketPool pool = session.newPool()) {
                IdleReport report = new IdleRun(pool, process, console.progress())
                        .run(accounts, sockets, settle, common.setUpTimeout);
                session.publish(ReportTables.of(report), report);
                return LoadTest.HELD;
            }
        }
    }

    private void rehearse(Session session, List<UserAccount> accounts) {
        int count = Math.min(rehearse, sockets);
        if (count == 0) {
            return;
        }
        try (SocketPool pool = session.newPool()) {
            for (int i = 0; i < count; i++) {
                pool.add(accounts.get(i % accounts.size()), SocketOwner.NONE);
            }
            pool.openAll(common.setUpTimeout, console.progress());
        }
    }

    private @Nullable WatchedProcess processToMeasure() {
        ProcessList known = ProcessList.of(common.pids, common.statusFile);
        return processName == null
                ? known.holderOfSockets()
                : known.others().stream()
                        .filter(each -> each.name().equals(processName))
                        .findFirst()
                        .orElseThrow(() -> new SetUpException("no process is named " + processName));
    }
}
