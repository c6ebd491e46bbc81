package io.livemarket.auth.config;

import io.livemarket.auth.tokens.KeyRotation;
import io.livemarket.auth.view.AuthViews;
import io.livemarket.kit.config.Phases;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Rotates signing keys from the time at which commands are answered until the web server has stopped. */
final class KeyRotationSchedule implements SmartLifecycle {

    private final AuthViews views;
    private final KeyRotation rotation;
    private final Duration check;
    private volatile boolean running;

    KeyRotationSchedule(AuthViews views, KeyRotation rotation, Duration check) {
        this.views = views;
        this.rotation = rotation;
        this.check = check;
    }

    @Override
    public void start() {
        rotation.start(views, check);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        rotation.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
