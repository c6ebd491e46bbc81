package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.RestClient;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.users.UserDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Measures the system of a data directory, and writes the figures into a file where one is given. */
public final class CostsMeasuring implements AutoCloseable {

    private static final String COMMAND = "load-test/measure-costs";
    private static final int REGISTER_AT_ONCE = 4;
    private static final int CONNECT_AT_ONCE = 16;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final SystemFile system;
    private final SystemReader reader;
    private final PrintStream progress;

    public CostsMeasuring(Path data, PrintStream progress) {
        this.system = SystemFile.of(data);
        this.reader = new SystemReader(data, system);
        this.progress = progress;
    }

    /** Measures every kind of unit; returns the figures as JSON. */
    public String work(String where, @Nullable Path write) {
        try (UserDirectory users = new UserDirectory(system.url(), null, REGISTER_AT_ONCE, TIMEOUT);
                RestClient rest = new RestClient(system.url(), TIMEOUT)) {
            Meter meter = new Meter(reader, COMMAND, progress);
            CostsRun run = new CostsRun(
                    meter,
                    progress,
                    this::register,
                    () -> new SocketPool(
                            system.url(), users::renew, new SocketPool.Settings(CONNECT_AT_ONCE, 500, 5_000)),
                    rest);
            try {
                run.run();
            } catch (RuntimeException broken) {
                keep(meter, where, write); // The figures so far are whole and are kept.
                throw broken;
            }
            return keep(meter, where, write);
        }
    }

    private List<UserAccount> register(int count) {
        try (UserDirectory batch = new UserDirectory(system.url(), null, REGISTER_AT_ONCE, TIMEOUT)) {
            return batch.prepare(count, Duration.ofMinutes(5));
        }
    }

    /** Measures the state at rest of a system that was filled with these numbers; returns the figures as JSON. */
    public String held(long users, long chats, long messages, String where, @Nullable Path write) {
        Meter meter = new Meter(reader, COMMAND, progress);
        meter.held(
                users == 0
                        ? "empty"
                        : String.format(
                                Locale.ROOT,
                                "filled with %,d users, %,d chats and %,d messages",
                                users,
                                chats,
                                messages),
                users,
                chats,
                messages);
        return keep(meter, where, write);
    }

    private record Measured(List<Cost> costs, List<Memory> memory) {}

    private static String keep(Meter meter, String where, @Nullable Path write) {
        if (write != null) {
            CostsFile.of(write).with(where, meter.costs(), meter.memory()).save(write);
        }
        return CostsFile.JSON.writeValueAsString(new Measured(meter.costs(), meter.memory()));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
