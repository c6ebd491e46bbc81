package io.livemarket.socketio.netty;

import io.livemarket.socketio.engine.SessionLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Netty event loop as a {@link SessionLoop}; one instance for each loop, so that loops can be compared by identity.
 */
final class NettyLoop implements SessionLoop {

    private static final ConcurrentHashMap<EventExecutor, NettyLoop> LOOPS = new ConcurrentHashMap<>();

    private final EventExecutor executor;

    private NettyLoop(EventExecutor executor) {
        this.executor = executor;
    }

    static NettyLoop of(EventExecutor executor) {
        NettyLoop known = LOOPS.get(executor);
        if (known != null) {
            return known;
        }
        NettyLoop created = LOOPS.computeIfAbsent(executor, NettyLoop::new);
        executor.terminationFuture().addListener(_ -> LOOPS.remove(executor));
        return created;
    }

    @Override
    public boolean inLoop() {
        return executor.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public Timer schedule(Runnable task, long millis) {
        Future<?> future = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }
}
