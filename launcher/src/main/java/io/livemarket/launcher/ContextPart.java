package io.livemarket.launcher;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** A service as a Spring context in this JVM. */
final class ContextPart implements Part {

    private final Instance instance;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private @Nullable ConfigurableApplicationContext context;
    private boolean stopped;

    ContextPart(Instance instance) {
        this.instance = instance;
    }

    @Override
    public String name() {
        return instance.title();
    }

    @Override
    public String address() {
        return "127.0.0.1:" + instance.port();
    }

    @Override
    public void start() throws Exception {
        ConfigurableApplicationContext started = application(instance.service().mainClass())
                .listeners(new ContextEnd())
                .run(instance.arguments().toArray(String[]::new));
        synchronized (this) {
            context = started;
            if (!stopped) {
                return;
            }
        }
        started.close();
    }

    @Override
    public void stop() {
        ConfigurableApplicationContext started;
        synchronized (this) {
            stopped = true;
            started = context;
        }
        if (started != null) {
            started.close();
        }
    }

    /** False: the context shares this JVM with the other parts, and the reason of its end may last. */
    @Override
    public boolean canStartAgain() {
        return false;
    }

    @Override
    public CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    /**
     * The application that the class's static method {@code builder()} makes; the class is found by name, because other
     * modules bring it.
     */
    static SpringApplicationBuilder application(String mainClass) throws ReflectiveOperationException {
        return (SpringApplicationBuilder)
                Class.forName(mainClass).getMethod("builder").invoke(null);
    }

    private final class ContextEnd implements ApplicationListener<ContextClosedEvent> {

        @Override
        public void onApplicationEvent(ContextClosedEvent closed) {
            synchronized (ContextPart.this) {
                if (!stopped && closed.getApplicationContext() == context) {
                    ended.complete("its context was closed");
                }
            }
        }
    }
}
