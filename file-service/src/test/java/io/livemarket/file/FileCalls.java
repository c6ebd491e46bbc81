package io.livemarket.file;

import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.RestClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.Vector;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The requests of one user. */
record FileCalls(URI base, RestClient rest, String token, UUID user) {

    static final String BOUNDARY = "----frontera-7f3a";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Uploads it, and holds that it is taken. */
    JsonNode upload(String name, byte[] content) {
        return tryUpload(name, content).expect(201);
    }

    Answer tryUpload(String name, byte[] content) {
        return post(form(name, content));
    }

    /** Sends a body with a Content-Length. */
    Answer post(byte[] body) {
        return send(BodyPublishers.ofByteArray(body));
    }

    /** Sends a file of any size in pieces, its length untold. */
    Answer uploadChunked(String name, Supplier<InputStream> content) {
        return send(BodyPublishers.ofInputStream(() -> new SequenceInputStream(new Vector<>(java.util.List.of(
                        new ByteArrayInputStream(head("file", name)), content.get(), new ByteArrayInputStream(end())))
                .elements())));
    }

    private Answer send(BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/files"))
                .timeout(Duration.ofSeconds(120))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body)
                .build();
        try {
            return new Answer(HTTP.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException("An upload got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** A good form with one file. */
    static byte[] form(String name, byte[] content) {
        return joined(head("file", name), content, end());
    }

    static byte[] head(String field, String name) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] end() {
        return ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] joined(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static UUID id(JsonNode file) {
        return UUID.fromString(file.path("id").asString());
    }
}
