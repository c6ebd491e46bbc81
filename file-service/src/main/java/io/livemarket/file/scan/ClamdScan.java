package io.livemarket.file.scan;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileScan;
import io.livemarket.kit.web.ApiException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans files by a clamd over TCP with its INSTREAM command (clamd's manual, section COMMANDS). A clamd that hangs
 * delays an upload by the timeout; after that, one upload at a time tests whether it is back, and others are refused
 * before they are received.
 */
public final class ClamdScan implements VirusScan {

    private static final Logger log = LoggerFactory.getLogger(ClamdScan.class);
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_ANSWER = 1024;
    private static final long RETRY_AFTER_MS = 5_000;
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clamd-watch").factory());

    private final String host;
    private final int port;
    private final int timeoutMillis;
    private final LongSupplier nanos;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean silent;
    private volatile long askAgainAt;

    /**
     * @param address {@code host:port}
     * @param timeout for the connection, for sending the file, and for the verdict
     */
    public ClamdScan(String address, Duration timeout) {
        this(address, timeout, System::nanoTime);
    }

    ClamdScan(String address, Duration timeout, LongSupplier nanos) {
        this.nanos = nanos;
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("livemarket.files.clamd.address is host:port");
        }
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
        this.timeoutMillis = (int) timeout.toMillis();
    }

    @Override
    public void requireReady() {
        if (silent && (asking.get() || askAgainAt - nanos.getAsLong() > 0)) {
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
        }
    }

    @Override
    public FileScan of(Path file) {
        boolean alone = silent;
        if (alone && !asking.compareAndSet(false, true)) {
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
        }
        try {
            return meaning(verdict(file));
        } finally {
            if (alone) {
                asking.set(false);
            }
        }
    }

    private String verdict(Path file) {
        try {
            String verdict = ask(file);
            silent = false;
            return verdict;
        } catch (IOException e) {
            log.warn("No verdict from clamd, upload refused: {}", e.toString());
            askAgainAt = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(RETRY_AFTER_MS);
            silent = true;
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
        }
    }

    private static FileScan meaning(String verdict) {
        if (verdict.equals("stream: OK")) {
            return FileScan.CLEAN;
        }
        if (verdict.endsWith(" FOUND")) {
            log.warn("Infected upload refused by clamd's verdict: {}", verdict);
            throw new ApiException(ErrorCode.FILE_INFECTED);
        }
        log.warn("Unknown answer of clamd, upload refused: {}", verdict);
        throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("Connection to clamd not closed: {}", e.toString());
        }
    }

    private static void send(Path file, Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), PIECE + 4));
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count > 0; count = in.read(piece)) {
                out.writeInt(count);
                out.write(piece, 0, count);
            }
        }
        out.writeInt(0);
        out.flush();
    }

    private String ask(Path file) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            // Writing to a socket has no timeout: a clamd that reads no more bytes would block the upload for ever.
            ScheduledFuture<?> end = WATCH.schedule(() -> close(socket), timeoutMillis, TimeUnit.MILLISECONDS);
            try {
                send(file, socket);
            } finally {
                end.cancel(false);
            }
            String answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            return answer.replace("\0", "").strip();
        }
    }
}
