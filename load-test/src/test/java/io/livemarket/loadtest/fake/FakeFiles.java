package io.livemarket.loadtest.fake;

import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Uploading, reading and deleting files, as far as the load generator needs it. For one thread. */
final class FakeFiles {

    private static final String PATH = "/files";

    private final Faults faults;
    final Map<String, byte[]> files = new HashMap<>();
    private int uploads;

    FakeFiles(Faults faults) {
        this.faults = faults;
    }

    /** A status and a body. */
    record Reply(int status, byte[] body) {}

    static boolean isMeant(FullHttpRequest request) {
        return request.uri().startsWith(PATH);
    }

    Reply handle(FullHttpRequest request, byte[] content) {
        String[] path = request.uri().split("/");
        return switch (request.method().name()) {
            case "POST" -> upload(content, request.headers().get("Content-Type"));
            case "GET" -> new Reply(200, faults.readAs(files.get(path[2])));
            case "DELETE" -> new Reply(files.remove(path[2]) == null ? 404 : 204, new byte[0]);
            default -> new Reply(405, new byte[0]);
        };
    }

    private Reply upload(byte[] form, String contentType) {
        String refusal = faults.uploadRefusal(++uploads);
        if (refusal != null) {
            return new Reply(429, json("code", refusal));
        }
        String id = UUID.randomUUID().toString();
        String text = new String(form, StandardCharsets.ISO_8859_1);
        String boundary = contentType.substring(contentType.indexOf("boundary=") + "boundary=".length());
        files.put(id, Arrays.copyOfRange(form, text.indexOf("\r\n\r\n") + 4, text.lastIndexOf("\r\n--" + boundary)));
        return new Reply(201, json("id", id));
    }

    private static byte[] json(String name, String value) {
        return JsonMapper.shared()
                .writeValueAsBytes(JsonMapper.shared().createObjectNode().put(name, value));
    }
}
