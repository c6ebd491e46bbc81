package io.livemarket.broker;

import io.livemarket.broker.StartRefused.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The broker process. It writes one line to standard output, {@code READY 127.0.0.1:PORT} once it serves requests or
 * {@code FAILED reason} when it cannot start (exit code ≠ 0). The process ends when its standard input ends, so that it
 * never outlives its parent, and on SIGTERM; both flush and close the log. SIGINT is ignored: a terminal sends it to
 * every process in the foreground, and the parent decides the order of stopping. The broker's own log goes to standard
 * error.
 */
public final class BrokerMain {

    /** A shutdown that hangs is cut after this long; the log recovers at the next start as after a crash. */
    private static final long SHUTDOWN_LIMIT_SECONDS = 20;

    private BrokerMain() {}

    public static void main(String[] args) {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        endWithStandardInput();
        try {
            start(BrokerOptions.parse(args));
        } catch (StartRefused e) {
            fail(e.getMessage(), e.reason().exitCode);
        } catch (Exception e) {
            e.printStackTrace();
            fail("The broker could not start: " + rootCause(e), 1);
        }
    }

    private static void start(BrokerOptions options) throws Exception {
        Path log = options.dataDirectory().resolve("log");
        Storage.check(log, options.minimumFreeMegabytes());
        requireFree(options.port());
        requireFree(options.controllerPort());
        Storage.formatOnce(log);
        int cores = Runtime.getRuntime().availableProcessors();
        KafkaConfig config = new KafkaConfig(BrokerSettings.of(log, options.port(), options.controllerPort(), cores));
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server), "broker-shutdown"));
        server.startup();
        System.out.println("READY 127.0.0.1:" + options.port());
        server.awaitShutdown();
    }

    /**
     * Checks the port before the start, because the broker itself reports a taken port only deep inside a stack trace.
     */
    private static void requireFree(int port) throws StartRefused {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartRefused(Reason.PORT_TAKEN, "Port %d is taken".formatted(port));
        }
    }

    private static void endWithStandardInput() {
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // No input is expected here: the end of the input alone counts.
                }
            } catch (IOException e) {
                System.err.println("Standard input failed, stopping: " + e);
            }
            System.exit(0);
        });
    }

    private static void shutDown(KafkaRaftServer server) {
        Thread.ofPlatform().daemon().name("shutdown-limit").start(() -> {
            try {
                TimeUnit.SECONDS.sleep(SHUTDOWN_LIMIT_SECONDS);
                System.err.println("The shutdown took too long and was cut");
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.shutdown();
        server.awaitShutdown();
    }

    private static void fail(String reason, int exitCode) {
        System.out.println("FAILED " + reason.replaceAll("\\s+", " "));
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private static String rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
