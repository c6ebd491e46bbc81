package io.livemarket.loadtest.sockets;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.users.UserAccount;
import io.livemarket.loadtest.wire.ConnectionListener;
import io.livemarket.loadtest.wire.SocketIoConnection;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All sockets of a run, on one event loop. One thread is enough for thousands of sockets and leaves the processors to
 * the system under test; it also makes every figure of the run free of races. At most a given number of sockets are
 * connecting at once; a broken socket reconnects after a pause with jitter (like Socket.IO clients: the pause doubles
 * up to a limit, and is stretched or shortened by up to a half).
 */
public final class SocketPool implements AutoCloseable {

    private static final int FATAL_FAILURES_AT_SET_UP = 6;
    private static final int SWEEP_SECONDS = 1;

    private final URI server;
    private final Function<UserAccount, CompletableFuture<UserAccount>> renewal;
    private final Settings settings;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("sockets", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Bootstrap bootstrap = new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000);
    private final Random jitter = new Random();
    private final List<LoadSocket> added = new ArrayList<>();
    private final List<LoadSocket> sockets = new ArrayList<>();
    private final Deque<LoadSocket> waiting = new ArrayDeque<>();
    private final Map<String, Long> problems = new TreeMap<>();
    private final CompletableFuture<Void> allUp = new CompletableFuture<>();
    private int connecting;
    private int neverUp;
    private int up;
    private long disconnects;
    private long reconnects;
    private long renewed;
    private boolean closing;

    /**
     * The settings of connections.
     *
     * @param concurrency number of sockets that may be connecting at once
     * @param firstPauseMs pause before the first attempt to reconnect, before jitter
     * @param longestPauseMs bound of the growing pause, before jitter
     */
    public record Settings(int concurrency, long firstPauseMs, long longestPauseMs) {}

    /** The figures of the sockets; {@code problems} counts disconnections and protocol violations by their reason. */
    public record Standing(
            int sockets, int up, long disconnects, long reconnects, long sessionsRenewed, Map<String, Long> problems) {}

    /** @param renewal gets a new access token for a user; completes exceptionally when the server refuses */
    public SocketPool(URI server, Function<UserAccount, CompletableFuture<UserAccount>> renewal, Settings settings) {
        this.server = server;
        this.renewal = renewal;
        this.settings = settings;
        loop.scheduleAtFixedRate(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** The thread of everything in this pool. */
    public Executor loop() {
        return loop;
    }

    /** Runs a task later on the loop. */
    public void schedule(Runnable task, long delayMs) {
        loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }

    /** Makes a socket that {@link #openAll} opens. To be called before that, from one thread. */
    public LoadSocket add(UserAccount account, SocketOwner owner) {
        LoadSocket socket = new LoadSocket(this, account, owner);
        added.add(socket);
        return socket;
    }

    /**
     * Opens all added sockets and blocks until each has been up. To be called once.
     *
     * @throws SetUpException when a socket failed again and again, or when it takes longer than {@code limit}
     */
    public void openAll(Duration limit, PrintStream progress) {
        List<LoadSocket> all = List.copyOf(added);
        loop.execute(() -> {
            sockets.addAll(all);
            neverUp = all.size();
            waiting.addAll(all);
            openNext();
        });
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isOpened()) {
            Standing standing = standingNow();
            progress.println("sockets open: " + standing.up() + "/" + all.size());
            if (System.nanoTime() > deadline) {
                throw new SetUpException("only " + standing.up() + " of " + all.size() + " sockets opened within "
                        + limit.toSeconds() + " s: " + standing.problems());
            }
        }
    }

    /** Opens one more added socket, at once, beside those that wait for their turn. To be called on the loop. */
    public void open(LoadSocket socket) {
        sockets.add(socket);
        neverUp++;
        connecting++;
        socket.open();
    }

    private boolean isOpened() {
        try {
            allUp.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SetUpException known
                    ? known
                    : new SetUpException("opening sockets failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while opening sockets", interrupted);
        }
    }

    /** The figures so far, from any thread but the loop's. */
    public Standing standingNow() {
        return CompletableFuture.supplyAsync(this::standing, loop).join();
    }

    /** The figures so far; to be called on the loop. */
    public Standing standing() {
        return new Standing(sockets.size(), up, disconnects, reconnects, renewed, Map.copyOf(problems));
    }

    /** Counts a problem; to be called on the loop. */
    public void report(String problem) {
        problems.merge(problem, 1L, Long::sum);
    }

    private void openNext() {
        while (!closing && connecting < settings.concurrency() && !waiting.isEmpty()) {
            connecting++;
            waiting.poll().open();
        }
    }

    SocketIoConnection connect(String token, ConnectionListener listener) {
        return SocketIoConnection.open(bootstrap, server, token, listener);
    }

    void renew(UserAccount account, Runnable renewed, Consumer<Throwable> failed) {
        renewal.apply(account)
                .whenCompleteAsync(
                        (_, failure) -> {
                            if (failure == null) {
                                renewed.run();
                            } else {
                                failed.accept(failure.getCause() == null ? failure : failure.getCause());
                            }
                        },
                        loop);
    }

    void sessionRenewed() {
        renewed++;
    }

    void becameUp(LoadSocket socket) {
        connecting--;
        up++;
        if (socket.epoch() > 1) {
            reconnects++;
        } else if (--neverUp == 0) {
            allUp.complete(null);
        }
        openNext();
    }

    void wentDown(LoadSocket socket, boolean wasUp, String why) {
        if (wasUp) {
            up--;
            disconnects++;
        } else {
            connecting--;
        }
        if (closing || socket.hasLeft()) {
            return;
        }
        report(why);
        if (socket.epoch() == 0 && socket.failures() >= FATAL_FAILURES_AT_SET_UP) {
            allUp.completeExceptionally(new SetUpException("a socket could not be opened: " + why));
        }
        schedule(
                () -> {
                    waiting.add(socket);
                    openNext();
                },
                pauseMs(socket.failures()));
        openNext();
    }

    private long pauseMs(int failures) {
        long pause = Math.min(settings.firstPauseMs() << Math.min(failures, 10), settings.longestPauseMs());
        return Math.round(pause * (0.5 + jitter.nextDouble()));
    }

    private void sweep() {
        long now = System.nanoTime();
        sockets.forEach(socket -> socket.closeIfSilent(now));
    }

    /** Closes every socket and the loop; returns when that is done, or after a few seconds. */
    @Override
    public void close() {
        loop.execute(() -> {
            closing = true;
            sockets.forEach(LoadSocket::close);
        });
        group.shutdownGracefully(100, 3_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(5_000);
    }
}
