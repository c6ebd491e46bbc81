package io.livemarket.launcher;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Requests for the end by signals: the first Ctrl-C, {@code kill} or closed terminal requests a clean end, the second
 * one ends the process at once.
 */
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
                Signal.handle(
                        signal,
                        SignalHandler.SIG_IGN); // The parent process set the signal to be ignored, as nohup does.
            }
        }
    }
}
