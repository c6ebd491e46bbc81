package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.Pause;
import io.livemarket.loadtest.costs.Talk.Chat;
import io.livemarket.loadtest.process.WatchedProcess;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.users.UserDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two systems that run side by side and get messages in turns, while the other system rests: other work on the machine
 * disturbs the ratio of their use little. Each round has a turn of each system, and a round begins with the system of
 * the turn before it.
 */
public final class Turns implements AutoCloseable {

    private static final int PEOPLE = 40;
    /** The pause after a turn; the consequences of a message are part of its cost. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Side first;
    private final Side second;
    private final PrintStream progress;

    /** One of the systems, with its users and their sockets. */
    private static final class Side implements AutoCloseable {

        private final List<WatchedProcess> processes;
        private final UserDirectory users;
        private final SocketPool pool;
        private final Talk talk;
        private final List<Chat> chats = new ArrayList<>();

        Side(Path data, PrintStream progress) {
            SystemFile system = SystemFile.of(data);
            processes = system.parts().stream()
                    .map(SystemFile.Part::pid)
                    .distinct()
                    .map(pid -> new WatchedProcess("process " + pid, pid))
                    .toList();
            users = new UserDirectory(system.url(), null, 2, TIMEOUT);
            List<UserAccount> people = users.prepare(PEOPLE, Duration.ofMinutes(10));
            for (int one = 0; one < PEOPLE; one += 2) {
                chats.add(new Chat(null, people.subList(one, one + 2)));
            }
            pool = new SocketPool(system.url(), users::renew, new SocketPool.Settings(8, 500, 5_000));
            talk = new Talk(pool, people);
            pool.openAll(TIMEOUT, progress);
        }

        /** Sends messages, and returns CPU seconds for 1,000 messages, without those of JIT compilers. */
        double turn(double perSecond, Duration time) {
            double before = cpu();
            int accepted = talk.send(chats, (int) (perSecond * time.toMillis() / 1000), perSecond, TIMEOUT);
            Pause.of(AFTERWARDS, Meter.BETWEEN);
            return (cpu() - before) * 1000 / accepted;
        }

        private double cpu() {
            return processes.stream()
                    .mapToDouble(WatchedProcess::cpuSecondsWithoutCompilers)
                    .sum();
        }

        @Override
        public void close() {
            pool.close();
            users.close();
        }
    }

    public Turns(Path first, Path second, PrintStream progress) {
        this.first = new Side(first, progress);
        this.second = new Side(second, progress);
        this.progress = progress;
    }

    /** Runs all rounds, after a turn of each system that does not count. */
    public List<TurnResult> run(int rounds, double perSecond, Duration warmUp, Duration time) {
        first.turn(perSecond, warmUp);
        second.turn(perSecond, warmUp);
        List<TurnResult> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean swapped = round % 2 == 1;
            double one = (swapped ? second : first).turn(perSecond, time);
            double other = (swapped ? first : second).turn(perSecond, time);
            results.add(swapped ? new TurnResult(other, one) : new TurnResult(one, other));
            progress.println(String.format(
                    Locale.ROOT,
                    "round %d: %.3f and %.3f s of CPU for 1,000 messages",
                    round + 1,
                    results.getLast().first(),
                    results.getLast().second()));
        }
        return results;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
