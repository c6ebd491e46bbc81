package io.livemarket.ledger.system;

import io.livemarket.launcher.Part;
import io.livemarket.launcher.SystemParts;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The embedded document store as a process of its own, so that it can be killed, with the snapshots of {@code up}. The
 * process ends when its standard input ends. Arguments: port, directory of the snapshots, address of the broker.
 */
public final class StoreMain {

    static final String READY = "READY";

    private StoreMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream toParent = System.out;
        System.setOut(System.err); // Logs go to the file; the parent process reads one word.
        Part store = SystemParts.store(Integer.parseInt(arguments[0]), Path.of(arguments[1]), arguments[2]);
        store.start();
        toParent.println(READY);
        while (System.in.read() >= 0) {
            // No input is expected: the end of the input alone counts.
        }
        store.stop();
        System.exit(0);
    }
}
