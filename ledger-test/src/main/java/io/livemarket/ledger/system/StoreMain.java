package io.livemarket.ledger.system;

import io.livemarket.embedded.EmbeddedMongo;
import java.io.IOException;

/** The embedded document store as a process of its own, so that it can be killed. Ends when its standard input does. */
public final class StoreMain {

    static final String READY = "READY";

    private StoreMain() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedMongo store = EmbeddedMongo.start(Integer.parseInt(arguments[0]))) {
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Nothing is expected: only the end counts.
            }
        }
        System.exit(0);
    }
}
