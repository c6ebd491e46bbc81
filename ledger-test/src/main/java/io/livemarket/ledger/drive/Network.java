package io.livemarket.ledger.drive;

import io.livemarket.loadtest.users.UserDirectory;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The one thread of all sockets and of all state of devices, and the gateways' addresses. */
final class Network implements AutoCloseable {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("ledger-sockets", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<URI> gateways;
    private final UserDirectory users;
    private final AtomicLong lastEvent = new AtomicLong(System.nanoTime());

    Network(List<URI> gateways, UserDirectory users) {
        this.gateways = gateways;
        this.users = users;
    }

    Bootstrap bootstrap() {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000);
    }

    /** The gateway that a device tries at its n-th attempt. */
    URI gateway(long n) {
        return gateways.get(Math.floorMod(n, gateways.size()));
    }

    UserDirectory users() {
        return users;
    }

    void run(Runnable task) {
        loop.execute(task);
    }

    void later(Runnable task, long millis) {
        loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, loop);
    }

    void eventCame() {
        lastEvent.set(System.nanoTime());
    }

    /** The milliseconds since a socket got the last recorded event. */
    long quietMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastEvent.get());
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
