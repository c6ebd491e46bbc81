package io.livemarket.loadtest;

import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.users.UserDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The common part of the modes: the users, the output, and the release of resources. */
final class Session implements AutoCloseable {

    private static final int PAUSE_GROWTH = 5;
    private static final Duration RENEWAL_TIMEOUT = Duration.ofMinutes(1);

    private final CommonOptions options;
    private final PrintStream out;
    private final PrintStream progress;
    private final UserDirectory users;

    Session(CommonOptions options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.progress = progress;
        this.users = new UserDirectory(
                options.url,
                options.usersFile,
                options.registerConcurrency,
                options.setUpTimeout.compareTo(RENEWAL_TIMEOUT) > 0 ? options.setUpTimeout : RENEWAL_TIMEOUT);
    }

    /** Registers and logs in this number of users, with a line of progress per second. */
    List<UserAccount> prepareUsers(int count, Duration planned) {
        CompletableFuture<List<UserAccount>> preparing = CompletableFuture.supplyAsync(
                () -> users.prepare(count, planned), Thread.ofPlatform().daemon()::start);
        long deadline = System.nanoTime() + options.setUpTimeout.toNanos();
        while (true) {
            try {
                List<UserAccount> accounts = preparing.get(1, TimeUnit.SECONDS);
                progress.println("users ready: " + count + " (" + users.registered() + " registered, "
                        + users.loggedIn() + " logged in, " + users.throttled() + " times asked to wait)");
                return accounts;
            } catch (TimeoutException notYet) {
                progress.println("users ready: " + users.ready() + "/" + count);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof SetUpException known
                        ? known
                        : new SetUpException("preparing the users failed: " + failed.getCause(), failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new SetUpException("interrupted while preparing the users", interrupted);
            }
            if (System.nanoTime() > deadline) {
                throw new SetUpException("only " + users.ready() + " of " + count + " users were ready within "
                        + options.setUpTimeout.toSeconds() + " s");
            }
        }
    }

    SocketPool newPool() {
        return new SocketPool(options.url, users::renew, poolSettings());
    }

    SocketPool.Settings poolSettings() {
        long pause = Math.max(1, options.reconnectPause.toMillis());
        return new SocketPool.Settings(options.connectConcurrency, pause, pause * PAUSE_GROWTH);
    }

    /** Prints the table, then the JSON where an option requests it. */
    void publish(Object table, Object report) {
        progress.println();
        progress.print(table);
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        if (options.json == null) {
            out.println(json.writeValueAsString(report));
            return;
        }
        try {
            Files.write(options.json, json.writeValueAsBytes(report));
        } catch (IOException unwritable) {
            throw new SetUpException("cannot write " + options.json + ": " + unwritable.getMessage(), unwritable);
        }
    }

    /** Writes the users' file once more, because tokens may have been renewed during the run. */
    @Override
    public void close() {
        users.close();
        users.save();
    }
}
