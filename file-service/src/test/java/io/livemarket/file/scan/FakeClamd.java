package io.livemarket.file.scan;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A fake of clamd's INSTREAM: it finds files with the text HARMFUL, and does not answer files with the text MUTE. */
public final class FakeClamd implements AutoCloseable {

    private final ServerSocket server;
    private final Thread thread;

    public FakeClamd() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofVirtual().start(this::serve);
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] command = in.readNBytes("zINSTREAM\0".length());
        if (!new String(command, StandardCharsets.US_ASCII).equals("zINSTREAM\0")) {
            throw new IOException("no INSTREAM");
        }
        StringBuilder content = new StringBuilder();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            content.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        }
        if (content.indexOf("MUTE") >= 0) {
            return;
        }
        String verdict = content.indexOf("HARMFUL") >= 0 ? "stream: Test.Signature FOUND\0" : "stream: OK\0";
        socket.getOutputStream().write(verdict.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Returns when nothing listens any more: while a thread is in {@code accept}, the system still takes a connection.
     */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
