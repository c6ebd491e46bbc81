package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.process.HostTime;
import io.livemarket.loadtest.process.ProcessList;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Sends messages between pairs at a fixed rate and accounts for each of them. The sockets are made by the constructor
 * and must be up (see {@link SocketPool#openAll}) before {@link #run()}.
 */
public final class MessageRun {

    /** The least size of content for {@link #withPeer}. */
    public static final int LEAST_BYTES_OF_PEER = PeerDialect.LEAST_BYTES;

    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long DRAIN_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SocketPool pool;
    private final Plan plan;
    private final Behaviour behaviour;
    private final ProcessList processes;
    private final PrintStream progress;
    private final Ledger ledger;
    private final List<Participant> participants = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Set at the beginning of the run, before its first use.
    private Schedule schedule;

    private int intended;

    /** The watched processes, and the output for progress. */
    private record Watch(ProcessList processes, PrintStream progress) {}

    /** Totals at one moment. */
    private record Mark(
            long nanos, long sent, long acknowledged, long received, long refused, int up, Histogram recent) {

        double perSecondSince(long count, long before, Mark start) {
            return (count - before) * 1e9 / Math.max(1, nanos - start.nanos);
        }
    }

    public MessageRun(
            SocketPool pool,
            List<UserAccount> users,
            Plan plan,
            Behaviour behaviour,
            ProcessList processes,
            PrintStream progress) {
        this(pool, users, plan, behaviour, processes, progress, OtherEvents.IGNORED);
    }

    /**
     * A run against a plain Socket.IO chat whose events have the names of this system's, without confirmations and
     * sequences.
     */
    public static MessageRun withPeer(
            SocketPool pool, List<UserAccount> users, Plan plan, ProcessList processes, PrintStream progress) {
        return new MessageRun(
                pool,
                users,
                plan,
                new Behaviour(false, 0, false, 0),
                new Watch(processes, progress),
                OtherEvents.IGNORED,
                new PeerDialect(plan.contentBytes()));
    }

    /** @param others receives the events that are not about messages */
    public MessageRun(
            SocketPool pool,
            List<UserAccount> users,
            Plan plan,
            Behaviour behaviour,
            ProcessList processes,
            PrintStream progress,
            OtherEvents others) {
        this(
                pool,
                users,
                plan,
                behaviour,
                new Watch(processes, progress),
                others,
                new LiveMarketDialect(new MessageIds(), new Contents(plan.contentBytes())));
    }

    private MessageRun(
            SocketPool pool,
            List<UserAccount> users,
            Plan plan,
            Behaviour behaviour,
            Watch watch,
            OtherEvents others,
            Dialect dialect) {
        this.pool = pool;
        this.plan = plan;
        this.behaviour = behaviour;
        this.processes = watch.processes();
        this.progress = watch.progress();
        this.ledger = new Ledger(dialect, plan.messages());
        for (UserAccount user : users) {
            participants.add(new Participant(pool, user, ledger, dialect, behaviour, others));
        }
        for (int i = 0; i + 1 < participants.size(); i += 2) {
            Participant.pair(participants.get(i), participants.get(i + 1));
        }
    }

    /** Runs warm-up, window and drain, and returns the account. Blocks for the whole time. */
    public MessageReport run() {
        schedule = plan.schedule(System.nanoTime() + LEAD_NANOS);
        long windowStart = schedule.dueNanos(plan.warmUpMessages());
        long windowEnd = schedule.dueNanos(plan.messages());
        Pacer pacer = new Pacer(schedule, pool.loop(), this::send);
        Thread thread = Thread.ofPlatform().daemon().name("pacer").start(pacer);
        try {
            watchUntil(windowStart, "warm-up");
            processes.startWindow();
            HostTime hostAtStart = HostTime.now();
            Mark start = mark();
            watchUntil(windowEnd, "measure");
            Mark end = mark();
            List<ProcessUse> use = processes.use(end.acknowledged - start.acknowledged);
            HostTime.Use host = HostTime.now().since(hostAtStart);
            drain();
            return onLoop(() -> report(start, end, use, host));
        } finally {
            pacer.stop();
            thread.interrupt();
        }
    }

    /**
     * Confirms all received messages, with one confirmation of each recipient, and waits for the answers: the next
     * connections of these users then get no message of this run. Does nothing where recipients confirm each message,
     * or cannot confirm.
     */
    public void confirmAll() {
        onLoop(() -> {
            participants.forEach(Participant::confirmOnce);
            return null;
        });
        long deadline = System.nanoTime() + plan.drain().toNanos();
        while (System.nanoTime() < deadline
                && !onLoop(() -> participants.stream().allMatch(Participant::isConfirmed))) {
            sleep(DRAIN_LOOK_NANOS);
        }
    }

    /**
     * The account of the measured window's messages by the time at which they were due. To be called after
     * {@link #run()}.
     *
     * @param slotNanos length of a slot
     */
    public List<Slot> timeline(long slotNanos) {
        long start = schedule.dueNanos(plan.warmUpMessages());
        return onLoop(() -> Timeline.of(ledger.intended(), start, slotNanos));
    }

    private void send(int from, int to) {
        for (int index = from; index < to; index++) {
            Participant sender = sender(index);
            SentMessage message = ledger.intend(
                    index,
                    schedule.dueNanos(index),
                    index >= plan.warmUpMessages(),
                    sender.partner().inbox());
            sender.send(message);
        }
        intended = to;
    }

    /**
     * The sender of the message with this index: the pairs take turns, and with two-way traffic the partners of each
     * pair do too.
     */
    private Participant sender(int index) {
        int pair = index % plan.pairs();
        boolean second = plan.twoWay() && index / plan.pairs() % 2 == 1;
        return participants.get(pair * 2 + (second ? 1 : 0));
    }

    private void watchUntil(long nanos, String phase) {
        Mark last = mark();
        for (long wait = nanos - System.nanoTime(); wait > 0; wait = nanos - System.nanoTime()) {
            sleep(Math.min(wait, TICK_NANOS));
            Mark now = mark();
            show(phase, last, now);
            last = now;
            pool.loop().execute(this::resendOverdue);
        }
    }

    private void drain() {
        long deadline = System.nanoTime() + plan.drain().toNanos();
        long nextResend = System.nanoTime() + TICK_NANOS;
        while (System.nanoTime() < deadline && !onLoop(() -> intended == plan.messages() && ledger.isSettled())) {
            sleep(DRAIN_LOOK_NANOS);
            if (System.nanoTime() > nextResend) {
                nextResend += TICK_NANOS;
                pool.loop().execute(this::resendOverdue);
            }
        }
    }

    private void resendOverdue() {
        long now = System.nanoTime();
        participants.forEach(participant -> participant.resendOverdue(now));
    }

    private Mark mark() {
        return onLoop(() -> new Mark(
                System.nanoTime(),
                ledger.sentEver(),
                ledger.acknowledgedEver(),
                ledger.receivedEver(),
                ledger.refusedEver(),
                pool.standing().up(),
                ledger.drainRecent()));
    }

    private void show(String phase, Mark last, Mark now) {
        progress.println(String.format(
                Locale.ROOT,
                "%-8s %5.0f s  sent %d (%.0f/s)  acknowledged %d  received %d (%.0f/s)  refused %d  "
                        + "p50 %.1f p99 %.1f ms  sockets %d/%d",
                phase,
                Math.max(0, now.nanos - schedule.startNanos()) / 1e9,
                now.sent,
                now.perSecondSince(now.sent, last.sent, last),
                now.acknowledged,
                now.received,
                now.perSecondSince(now.received, last.received, last),
                now.refused,
                now.recent.getValueAtPercentile(50) / 1000.0,
                now.recent.getValueAtPercentile(99) / 1000.0,
                now.up,
                participants.size()));
    }

    private MessageReport report(Mark start, Mark end, List<ProcessUse> use, HostTime.Use host) {
        for (int index = 0; index < intended; index++) {
            SentMessage message = ledger.message(index);
            if (message != null && message.seq > 0) {
                sender(index).inbox().own(message.seq);
            }
        }
        Counts counts = ledger.close(
                participants.stream().mapToLong(each -> each.inbox().gaps()).sum());
        return new MessageReport(
                "messages",
                plan,
                behaviour,
                counts,
                counts.guaranteeHeld(),
                counts.outOfOrder(),
                Latencies.of(ledger.untilAcknowledged()),
                Latencies.of(ledger.untilReceived()),
                end.perSecondSince(end.sent, start.sent, start),
                end.perSecondSince(end.acknowledged, start.acknowledged, start),
                end.perSecondSince(end.received, start.received, start),
                pool.standing(),
                use,
                host);
    }

    private <T> T onLoop(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, pool.loop()).join();
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", interrupted);
        }
    }
}
