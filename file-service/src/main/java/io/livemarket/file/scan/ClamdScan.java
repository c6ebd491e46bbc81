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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a clamd over TCP with its INSTREAM command (clamd's manual, section COMMANDS). */
public final class ClamdScan implements VirusScan {

    private static final Logger log = LoggerFactory.getLogger(ClamdScan.class);
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_ANSWER = 1024;
    private static final long RETRY_AFTER_MS = 5_000;

    private final String host;
    private final int port;
    private final int timeoutMillis;

    /**
     * @param address {@code host:port}
     * @param timeout for the connection and for the verdict
     */
    public ClamdScan(String address, Duration timeout) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("livemarket.files.clamd.address is host:port");
        }
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
        this.timeoutMillis = (int) timeout.toMillis();
    }

    @Override
    public FileScan of(Path file) {
        String verdict;
        try {
            verdict = ask(file);
        } catch (IOException e) {
            log.warn("clamd gives no verdict: {}", e.toString());
            throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
        }
        if (verdict.equals("stream: OK")) {
            return FileScan.CLEAN;
        }
        if (verdict.endsWith(" FOUND")) {
            log.warn("clamd refuses an upload: {}", verdict);
            throw new ApiException(ErrorCode.FILE_INFECTED);
        }
        log.warn("clamd gives no verdict but {}", verdict);
        throw ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
    }

    private String ask(Path file) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
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
            String answer = new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            return answer.replace("\0", "").strip();
        }
    }
}
