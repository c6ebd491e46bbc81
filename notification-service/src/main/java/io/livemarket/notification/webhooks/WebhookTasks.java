package io.livemarket.notification.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads of deliveries: a virtual one for each attempt, and one that starts retries at their times. */
public final class WebhookTasks implements EndpointDeliveries.Tasks, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookTasks.class);

    private final ExecutorService attempts = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-attempt-", 0).factory());
    private final ScheduledThreadPoolExecutor retries = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-retries").factory());
    private final Clock clock;

    public WebhookTasks(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void run(Runnable task) {
        attempts.execute(task);
    }

    @Override
    public void at(Instant time, Runnable task) {
        long nanos = Math.max(0, Duration.between(clock.instant(), time).toNanos());
        try {
            retries.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("A retry is left to the next start of the service");
        }
    }

    @Override
    public void close() {
        retries.shutdownNow();
        attempts.shutdownNow();
    }
}
