package io.livemarket.launcher;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C, {@code kill} and a closed terminal ask for a clean end; who asks twice gets an immediate one. */
final class StopSignals {

    private static final int INTERRUPTED = 130;

    private StopSignals() {}

    static void handle(Runnable stop) {
        AtomicBoolean asked = new AtomicBoolean();
        SignalHandler handler = signal -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(INTERRUPTED);
            }
            stop.run();
        };
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signal signal = new Signal(name);
            if (Signal.handle(signal, handler) == SignalHandler.SIG_IGN) {
                Signal.handle(signal, SignalHandler.SIG_IGN); // Whoever started us wants it ignored, as nohup does.
            }
        }
    }
}
