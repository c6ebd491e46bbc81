package io.livemarket.auth.config;

import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.tokens.KeyRotation;
import io.livemarket.auth.view.AuthViews;
import io.livemarket.kit.kafka.TopicProvisioner;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Starts what runs beside the web server, before it, and stops it after. */
final class AuthRuntime implements SmartLifecycle {

    private final TopicProvisioner topics;
    private final AuthViews views;
    private final KeyRotation rotation;
    private final Duration check;
    private volatile boolean running;

    AuthRuntime(TopicProvisioner topics, AuthViews views, KeyRotation rotation, Duration check) {
        this.topics = topics;
        this.views = views;
        this.rotation = rotation;
        this.check = check;
    }

    @Override
    public void start() {
        topics.provision(AuthTopics.ALL);
        views.start();
        rotation.start(views, check);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        rotation.close();
        views.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
