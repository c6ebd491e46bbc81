package io.livemarket.socketio;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP connection on which a test writes HTTP, valid or invalid, by hand. */
final class RawHttp implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream input;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new DataInputStream(socket.getInputStream());
    }

    static RawHttp connect(int port) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(30_000);
        return new RawHttp(socket);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** One response: its head, and a body of the declared length. */
    String readResponse() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) input.readUnsignedByte());
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase().startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
        return head + new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** The next unmasked websocket frame of up to 125 bytes, as its first byte and its payload. */
    String readFrame() throws IOException {
        int first = input.readUnsignedByte();
        int length = input.readUnsignedByte();
        return Integer.toHexString(first) + ":"
                + new String(
                        input.readNBytes(length == 126 ? input.readUnsignedShort() : length),
                        StandardCharsets.ISO_8859_1);
    }

    /** Makes a websocket of the connection. */
    void upgrade(String query) throws IOException {
        send("GET /socket.io/?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    /** A masked frame, with a mask of zeros. */
    static byte[] frame(int firstByte, byte[] payload) {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) firstByte;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
