package io.livemarket.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection that sends the bytes of a request as they are, and reads the answer of HTTP/1.1. Libraries refuse to
 * send half of the requests that a server has to refuse.
 */
final class RestConnection implements AutoCloseable {

    private static final int ANSWERED_WITHIN = 30_000;

    private final URI server;
    private Socket socket;
    private InputStream in;

    RestConnection(String url) {
        this.server = URI.create(url);
    }

    /** Sends a request; on a new connection where the server has closed the former one. */
    ApiAnswer ask(byte[] request, boolean head) throws IOException {
        boolean reused = socket != null;
        try {
            return exchange(request, head);
        } catch (IOException e) {
            close();
            if (!reused) {
                throw e;
            }
            return exchange(request, head);
        }
    }

    private ApiAnswer exchange(byte[] request, boolean head) throws IOException {
        if (socket == null) {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(ANSWERED_WITHIN);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        IOException unsent = null;
        try {
            socket.getOutputStream().write(request);
        } catch (IOException e) {
            unsent = e; // A server that refuses a body early has answered.
        }
        try {
            return answer(head);
        } catch (IOException e) {
            if (unsent != null) {
                e.addSuppressed(unsent);
            }
            throw e;
        }
    }

    private ApiAnswer answer(boolean head) throws IOException {
        String line = line();
        int status = Integer.parseInt(line.split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        if (status == 100) {
            return answer(head);
        }
        byte[] body = head || status == 204 || status == 304 ? new byte[0] : body(headers);
        if ("close".equalsIgnoreCase(headers.get("connection")) || line.startsWith("HTTP/1.0")) {
            close();
        }
        return new ApiAnswer(status, headers.getOrDefault("content-type", "").split(";")[0], body);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            byte[] body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
            if (body.length < Integer.parseInt(headers.get("content-length"))) {
                throw new EOFException("in the body");
            }
            return body;
        }
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            body.write(in.readNBytes(size));
            line();
        }
        while (!line().isEmpty()) {} // trailers
        return body.toByteArray();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed without an answer");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
