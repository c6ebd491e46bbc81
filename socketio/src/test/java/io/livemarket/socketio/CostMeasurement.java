package io.livemarket.socketio;

import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.node.ArrayNode;

/**
 * Measures what sockets cost: {@code server PORT} in one JVM, {@code client PORT SOCKETS [ECHO_SECONDS]} in another.
 * The server reads commands from its input: {@code mem} prints memory after a collection, {@code cpu} the CPU time used
 * since the last {@code cpu} with the frames handled meanwhile, {@code cast N} broadcasts N events of 350 bytes to
 * every socket.
 */
public final class CostMeasurement {

    private static final byte[] PAYLOAD = ("{\"m\":\"" + "x".repeat(340) + "\"}").getBytes(StandardCharsets.US_ASCII);

    private CostMeasurement() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        if (args[0].equals("server")) {
            serve(port);
        } else {
            connect(port, Integer.parseInt(args[2]), args.length > 3 ? Integer.parseInt(args[3]) : 0);
        }
    }

    private static void serve(int port) throws Exception {
        SocketIoCounters counters = new SocketIoCounters();
        SocketIoServer sockets = SocketIoServer.builder(SocketIoSettings.defaults())
                .metrics(counters)
                .namespace("/", _ -> CompletableFuture.completedStage(ConnectDecision.accept(new Answering(), null)))
                .build();
        DisposableServer http = HttpServer.create()
                .host("localhost")
                .port(port)
                .route(sockets::routes)
                .bindNow();
        System.out.println("Listening on port " + http.port());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long cpu = cpuNanos();
        long frames = 0;
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ");
            switch (command[0]) {
                case "mem" -> printMemory(sockets);
                case "cast" -> cast(sockets, Integer.parseInt(command[1]));
                case "cpu" -> {
                    long used = cpuNanos() - cpu;
                    long sent = counters.snapshot().frames().sent() - frames;
                    System.out.printf(
                            "cpu %.3f s, frames sent %d, %.2f us each%n",
                            used / 1e9, sent, used / 1e3 / Math.max(1, sent));
                    cpu += used;
                    frames += sent;
                }
                default -> System.out.println("Unknown command");
            }
        }
        http.disposeNow();
    }

    private static void cast(SocketIoServer sockets, int events) throws InterruptedException {
        for (int i = 0; i < events; i++) {
            EncodedEvent event = EncodedEvent.of("message:receive", PAYLOAD);
            sockets.forEachSocket(socket -> socket.emit(event));
            Thread.sleep(20);
        }
        System.out.println("cast done");
    }

    private static void printMemory(SocketIoServer sockets) throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(300);
        }
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long netty = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
        String rss = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(status -> status.startsWith("VmRSS"))
                .findFirst()
                .orElse("VmRSS unknown");
        System.out.printf(
                "sockets %d, heap %d KiB, direct %d KiB, netty direct %d KiB, %s%n",
                sockets.sockets(), heap / 1024, direct / 1024, netty / 1024, rss);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static final class Answering implements SocketListener {
        @Override
        public void onEvent(io.livemarket.socketio.Socket socket, String event, ArrayNode arguments, AckSender ack) {
            ack.send(PAYLOAD);
        }
    }

    private static void connect(int port, int sockets, int echoSeconds) throws Exception {
        AtomicLong received = new AtomicLong();
        long end = System.nanoTime() + Duration.ofSeconds(echoSeconds).toNanos();
        for (int i = 0; i < sockets; i++) {
            Socket socket = new Socket("localhost", port);
            socket.setTcpNoDelay(true);
            OutputStream output = socket.getOutputStream();
            output.write(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                            + "Connection: Upgrade\r\nUpgrade: websocket\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\n"
                            + "Accept-Language: es-ES,es;q=0.9\r\nAccept-Encoding: gzip, deflate, br\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(() -> read(socket, received, end));
        }
        System.out.println("connected " + sockets);
        long before = 0;
        while (true) {
            Thread.sleep(5_000);
            long now = received.get();
            System.out.println("messages received in 5 s: " + (now - before));
            before = now;
        }
    }

    private static void read(Socket socket, AtomicLong received, long end) {
        try (socket) {
            DataInputStream input = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 512));
            OutputStream output = socket.getOutputStream();
            for (int matched = 0; matched < 4; ) {
                matched = input.readByte() == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
            }
            output.write(frame("40{\"token\":\"" + "t".repeat(300) + "\"}"));
            while (true) {
                input.readByte();
                int length = input.readUnsignedByte();
                byte[] payload = input.readNBytes(length == 126 ? input.readUnsignedShort() : length);
                if (payload.length == 1 && payload[0] == '2') {
                    output.write(frame("3"));
                } else if (payload.length > 1 && payload[0] == '4') {
                    received.incrementAndGet();
                    if (System.nanoTime() < end) {
                        output.write(frame("421[\"message:send\",{\"m\":\"" + "x".repeat(300) + "\"}]"));
                    }
                }
            }
        } catch (IOException e) {
            System.out.println("A socket ended: " + e);
        }
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        int header = payload.length < 126 ? 6 : 8;
        byte[] frame = new byte[header + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | Math.min(payload.length, 126));
        if (header == 8) {
            frame[2] = (byte) (payload.length >>> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }
}
