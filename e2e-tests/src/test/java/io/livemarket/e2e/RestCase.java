package io.livemarket.e2e;

import io.livemarket.e2e.ApiDocument.Operation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as its bytes go over the wire.
 *
 * @param name of the things that are wrong with it, for a failure's message
 * @param target path and query, each character a byte
 * @param own whether the address still is the operation's own, so that its documented answers count
 */
record RestCase(
        Operation operation,
        String name,
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        boolean own) {

    private static final int SHOWN = 60;

    RestCase named(String more) {
        String shown = more.length() > SHOWN ? more.substring(0, SHOWN) + "… (" + more.length() + " characters)" : more;
        return new RestCase(
                operation, name.isEmpty() ? shown : name + " and " + shown, method, target, headers, body, own);
    }

    RestCase withMethod(String other) {
        return new RestCase(operation, name, other, target, headers, body, false);
    }

    RestCase withTarget(String other, boolean isOwn) {
        return new RestCase(operation, name, method, other, headers, body, own && isOwn);
    }

    RestCase withQuery(String more) {
        return withTarget(target + (target.contains("?") ? "&" : "?") + more, true);
    }

    RestCase with(String header, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(header, value);
        return new RestCase(operation, name, method, target, changed, body, own);
    }

    RestCase without(String header) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(header);
        return new RestCase(operation, name, method, target, changed, body, own);
    }

    RestCase withBody(byte[] other) {
        return new RestCase(operation, name, method, target, headers, other, own);
    }

    RestCase withBody(String other) {
        return withBody(other.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean isJson() {
        return "application/json".equals(headers.get("Content-Type"));
    }

    byte[] bytes() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach((header, value) ->
                head.append(header).append(": ").append(value).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    @Override
    public String toString() {
        return operation + " with " + name;
    }
}
