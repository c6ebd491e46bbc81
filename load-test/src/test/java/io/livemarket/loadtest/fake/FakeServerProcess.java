package io.livemarket.loadtest.fake;

import java.io.IOException;

/** A {@link FakeServer} in a JVM of its own: prints its address, and ends when its standard input does. */
public final class FakeServerProcess {

    private FakeServerProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (FakeServer server = new FakeServer(Faults.NONE)) {
            System.out.println(server.url());
            while (System.in.read() >= 0) {
                // No input is expected; the process waits for its end.
            }
        }
    }
}
