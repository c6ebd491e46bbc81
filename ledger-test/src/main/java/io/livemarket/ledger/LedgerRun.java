package io.livemarket.ledger;

import io.livemarket.launcher.Service;
import io.livemarket.launcher.SystemParts.Copy;
import io.livemarket.ledger.drive.Crowd;
import io.livemarket.ledger.drive.Recorder;
import io.livemarket.ledger.drive.RestReads;
import io.livemarket.ledger.model.LogRecord;
import io.livemarket.ledger.model.MessageList;
import io.livemarket.ledger.model.Observations;
import io.livemarket.ledger.model.Stretch;
import io.livemarket.ledger.model.Summary;
import io.livemarket.ledger.plan.Cast;
import io.livemarket.ledger.plan.FaultPlan;
import io.livemarket.ledger.plan.PlannedFault;
import io.livemarket.ledger.system.FaultInjector;
import io.livemarket.ledger.system.LogReader;
import io.livemarket.ledger.system.SystemUnderTest;
import io.livemarket.ledger.verify.ShownWaits;
import io.livemarket.ledger.verify.Verifier;
import io.livemarket.ledger.verify.Violation;
import io.livemarket.ledger.verify.WaitTable;
import io.livemarket.loadtest.users.UserAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run: a system is started, the crowd acts, faults come, everything settles, and the verifier compares. */
final class LedgerRun implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(60);
    private static final Duration RECOVER_WITHIN = Duration.ofSeconds(25);
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(40);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final LedgerOptions options;
    private final long seed;
    private final PrintStream out;
    private final Recorder recorder = new Recorder();
    private final Path data;
    private final SystemUnderTest system;
    private final AgentFiles agent;
    private final long began = System.nanoTime();
    private @Nullable Crowd crowd;
    private boolean closed;

    LedgerRun(LedgerOptions options, long seed, PrintStream out) throws IOException {
        this.options = options;
        this.seed = seed;
        this.out = out;
        this.data = options.data == null ? Files.createTempDirectory("livemarket-ledger-") : options.data;
        Path root = Path.of(System.getProperty("livemarket.root", "")).toAbsolutePath();
        this.agent = new AgentFiles(root, data, options.sabotage);
        this.system = new SystemUnderTest(
                options.services,
                options.copies(),
                data,
                root.resolve("launcher/target/livemarket-launcher.jar").toString(),
                agent::options);
    }

    /** Makes the run; returns the number of violations. */
    int make() throws IOException, InterruptedException {
        say("seed %d, data %s", seed, data);
        FaultPlan.first(plan().isEndless() ? 12 : 0, plan())
                .forEach(fault -> say(
                        "plan %2d: %s, after %d ms of calm, for %d ms",
                        fault.number(), fault.label(), fault.calmMillis(), fault.lastsMillis()));
        system.start();
        say("the system is up: %s", system.copies().stream().map(Copy::name).toList());
        Crowd crowd = new Crowd(system.gateways(), recorder);
        this.crowd = crowd;
        crowd.assemble(Cast.of(seed, options.users), seed, options.pauseMillis, Duration.ofMillis((long)
                (options.minutes * 60_000)));
        int connected = crowd.connect(CONNECT_WITHIN);
        say(
                "%d of %d devices are up to date, in %d chats",
                connected, crowd.devices(), crowd.chats().size());
        if (connected < crowd.devices()) {
            recorder.failed("only %d of %d devices were up to date %d s after they were connected"
                    .formatted(connected, crowd.devices(), CONNECT_WITHIN.toSeconds()));
        }
        crowd.act();
        faults(crowd);
        crowd.settle(SETTLE_WITHIN, QUIET);
        deaths();
        Observations seen = observe(crowd);
        List<Violation> violations = new ArrayList<>(new Verifier(Duration.ofMillis(options.boundMillis)).verify(seen));
        ShownWaits shown = ShownWaits.of(recorder.sends(), crowd.chats(), crowd.times());
        List<WaitTable.Row> waits = WaitTable.of(
                Stream.concat(recorder.waits().stream(), shown.waits().stream()).toList(), recorder.stretches());
        violations.addAll(WaitTable.beyond(waits, options.p99Millis, options.backMillis));
        Report report = new Report(out);
        report.print(waits, shown.untimed());
        report.print(seen, recorder.problems(), violations);
        return violations.size();
    }

    private FaultPlan plan() {
        List<String> copies = system.copies().stream().map(Copy::name).toList();
        return new FaultPlan(
                seed,
                options.kinds(),
                options.targets.isEmpty()
                        ? copies
                        : copies.stream().filter(options.targets::contains).toList());
    }

    private void faults(Crowd crowd) throws InterruptedException {
        FaultInjector injector = new FaultInjector(system, crowd, agent, recorder::stretch);
        FaultPlan plan = plan();
        long deadline = System.nanoTime() + (long) (options.minutes * 60_000_000_000L);
        int left = plan.isEndless() ? options.rounds > 0 ? options.rounds * plan.roundLength() : Integer.MAX_VALUE : 0;
        while (left-- > 0 && (options.rounds > 0 || System.nanoTime() < deadline)) {
            PlannedFault fault = plan.next();
            Thread.sleep(fault.calmMillis());
            deaths();
            say("fault %d: %s", fault.number(), fault.label());
            long start = System.nanoTime();
            try {
                injector.inject(fault);
            } catch (IOException | ExecutionException | RuntimeException e) {
                recorder.failed(
                        "fault %d (%s) could not be done or ended: %s".formatted(fault.number(), fault.label(), e));
            }
            long end = System.nanoTime();
            int recovered = crowd.recover(fault.number(), fault.kind().label(), end, RECOVER_WITHIN);
            recorder.stretch(new Stretch(fault.kind().label(), start, System.nanoTime()));
            say(
                    "fault %d: %s lasted %d ms, %d of %d devices were up to date %d ms after it",
                    fault.number(),
                    fault.label(),
                    millis(start, end),
                    recovered,
                    crowd.devices(),
                    millis(end, System.nanoTime()));
        }
    }

    private void deaths() throws InterruptedException {
        for (String name : system.endedByThemselves()) {
            recorder.failed(name + " ended by itself");
            try {
                system.restart(name);
            } catch (IOException e) {
                recorder.failed(name + " did not start again: " + e.getMessage());
            }
        }
    }

    private Observations observe(Crowd crowd) {
        crowd.renewTokens();
        List<LogRecord> log = LogReader.log(system.kafka(), recorder::failed);
        List<MessageList> histories = new ArrayList<>();
        List<Summary> summaries = new ArrayList<>();
        Map<UUID, Long> notifications = new HashMap<>();
        try (RestReads reads = new RestReads(system.gateways().getFirst(), recorder::failed)) {
            for (UserAccount account : crowd.accounts()) {
                UUID user = UUID.fromString(account.id());
                List<UUID> chats = crowd.chats().entrySet().stream()
                        .filter(chat -> chat.getValue().contains(user))
                        .map(Map.Entry::getKey)
                        .toList();
                chats.forEach(chat -> histories.add(reads.history(account, chat)));
                summaries.addAll(reads.summaries(account, chats));
                if (options.services.contains(Service.NOTIFICATION)) {
                    notifications.put(user, reads.notificationUnread(account));
                }
            }
        }
        return new Observations(
                crowd.chats(),
                recorder.attempts(),
                log,
                crowd.connections(),
                new Observations.Reads(histories, crowd.views(), summaries, notifications),
                recorder.recoveries(),
                recorder.failures());
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }

    private void say(String text, Object... values) {
        out.printf("%6.1f s  %s%n", (System.nanoTime() - began) / 1e9, text.formatted(values));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (crowd != null) {
            crowd.close();
        }
        system.close();
        if (options.data == null) {
            agent.delete(data);
        }
    }
}
