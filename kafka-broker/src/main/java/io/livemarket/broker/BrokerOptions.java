package io.livemarket.broker;

import io.livemarket.broker.StartRefused.Reason;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line.
 *
 * @param dataDirectory directory of the log; made when it is missing
 * @param port the port for clients on the loopback interface, 1–65535
 * @param controllerPort the port on which broker and controller, both in this process, meet; 1–65535
 * @param minimumFreeMegabytes the least free space on the data directory's disk with which the broker starts
 */
record BrokerOptions(Path dataDirectory, int port, int controllerPort, long minimumFreeMegabytes) {

    private static final long DEFAULT_MINIMUM_FREE_MEGABYTES = 200;

    static final String USAGE =
            "usage: BrokerMain --data DIRECTORY --port PORT --controller-port PORT [--min-free-mb MEGABYTES]";

    /**
     * Parses the arguments.
     *
     * @throws StartRefused with {@link Reason#USAGE} when an option is unknown, missing or out of range
     */
    static BrokerOptions parse(String... args) throws StartRefused {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            given.put(args[i], args[i + 1]);
        }
        String data = given.remove("--data");
        int port = port(given.remove("--port"));
        int controllerPort = port(given.remove("--controller-port"));
        long minimumFree = number(given.remove("--min-free-mb"), DEFAULT_MINIMUM_FREE_MEGABYTES);
        if (args.length % 2 != 0 || !given.isEmpty() || data == null || minimumFree < 0) {
            throw new StartRefused(Reason.USAGE, USAGE);
        }
        return new BrokerOptions(Path.of(data).toAbsolutePath().normalize(), port, controllerPort, minimumFree);
    }

    private static int port(@Nullable String text) throws StartRefused {
        long port = number(text, 0);
        if (port < 1 || port > 65_535) {
            throw new StartRefused(Reason.USAGE, USAGE);
        }
        return (int) port;
    }

    private static long number(@Nullable String text, long absent) throws StartRefused {
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new StartRefused(Reason.USAGE, USAGE);
        }
    }
}
