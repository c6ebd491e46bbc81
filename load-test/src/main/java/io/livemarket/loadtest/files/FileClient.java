package io.livemarket.loadtest.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Uploads files and downloads them again; a failed call throws a {@link Refused} with the reason. Thread-safe. */
final class FileClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int BUFFER = 64 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final URI server;
    private final String token;

    FileClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** A call did not succeed; the message is the reason. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String code) {
            super(code);
        }
    }

    /**
     * Uploads a file.
     *
     * @return the file's id
     */
    String upload(MadeUpFile file) throws Refused {
        try {
            // Blocking and from the array to the socket: the newer client took a third of the CPU of the measured
            // server.
            HttpURLConnection call =
                    (HttpURLConnection) server.resolve("/files").toURL().openConnection();
            call.setRequestMethod("POST");
            call.setConnectTimeout((int) CONNECT_WITHIN.toMillis());
            call.setReadTimeout((int) TIMEOUT.toMillis());
            call.setRequestProperty("Authorization", "Bearer " + token);
            call.setRequestProperty("Content-Type", "multipart/form-data; boundary=" + MadeUpFile.BOUNDARY);
            call.setDoOutput(true);
            call.setFixedLengthStreamingMode(file.formLength());
            try (OutputStream out = call.getOutputStream()) {
                file.writeForm(out);
            }
            int status = call.getResponseCode();
            try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
                byte[] answer = in == null ? new byte[0] : in.readAllBytes();
                if (status != 201) {
                    throw new Refused(code(status, answer));
                }
                return JsonMapper.shared().readTree(answer).path("id").asString();
            }
        } catch (IOException e) {
            throw new Refused(e.getClass().getSimpleName());
        }
    }

    /**
     * Downloads a file.
     *
     * @return the SHA-256 of the content, in hexadecimal
     */
    String download(String id) throws Refused, InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request("/files/" + id + "/content").GET().build(), BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new Refused(code(answer.statusCode(), in.readAllBytes()));
                }
                MessageDigest digest = MadeUpFile.digest();
                byte[] buffer = new byte[BUFFER];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
                return HexFormat.of().formatHex(digest.digest());
            }
        } catch (IOException e) {
            throw new Refused(e.getClass().getSimpleName());
        }
    }

    /** Deletes a file, to make room for the next run; the server collects a file that stays within a day. */
    void delete(String id) throws Refused, InterruptedException {
        send(request("/files/" + id).DELETE().build(), 204);
    }

    private byte[] send(HttpRequest request, int expected) throws Refused, InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != expected) {
                throw new Refused(code(answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new Refused(e.getClass().getSimpleName());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private static String code(int status, byte[] body) {
        try {
            return JsonMapper.shared().readTree(body).path("code").asString("HTTP " + status);
        } catch (JacksonException notJson) {
            return "HTTP " + status;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
