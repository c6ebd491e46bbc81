package io.livemarket.loadtest.costs;

import com.sun.net.httpserver.HttpServer;
import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * Receives spans that services export by OTLP over HTTP on the loopback interface, counts their bytes and discards
 * them.
 */
public final class TraceSink implements AutoCloseable {

    private final HttpServer server;
    private final LongAdder bytes = new LongAdder();

    /** @throws SetUpException when the port is taken */
    public TraceSink(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new SetUpException("cannot listen on port " + port + ": " + taken.getMessage(), taken);
        }
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                bytes.add(exchange.getRequestBody().readAllBytes().length);
                exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    /** Bytes of spans so far. */
    public long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
