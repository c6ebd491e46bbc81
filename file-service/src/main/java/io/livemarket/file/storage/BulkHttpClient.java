package io.livemarket.file.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * An HTTP client that sends bodies of known length in large pieces over the JDK's connections, because the SDK's own
 * client copies 4 KB at a time. Requests without a body or with a short one go to the SDK's client.
 */
final class BulkHttpClient implements SdkHttpClient {

    private static final int PIECE = 128 * 1024;

    private final Duration connectTimeout;
    private final Duration timeout;
    private final SdkHttpClient others;

    /** @param timeout the timeout of each read of a response */
    BulkHttpClient(Duration connectTimeout, Duration timeout) {
        this.connectTimeout = connectTimeout;
        this.timeout = timeout;
        this.others = UrlConnectionHttpClient.builder()
                .connectionTimeout(connectTimeout)
                .socketTimeout(timeout)
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        long length = request.httpRequest()
                .firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .orElse(0L);
        return length < PIECE || request.contentStreamProvider().isEmpty()
                ? others.prepareRequest(request)
                : new Sending(
                        request.httpRequest(), request.contentStreamProvider().get(), length);
    }

    @Override
    public String clientName() {
        return others.clientName();
    }

    @Override
    public void close() {
        others.close();
    }

    /** One request with a body. */
    private final class Sending implements ExecutableHttpRequest {

        private final SdkHttpRequest request;
        private final ContentStreamProvider content;
        private final long length;
        private volatile @Nullable HttpURLConnection connection;

        Sending(SdkHttpRequest request, ContentStreamProvider content, long length) {
            this.request = request;
            this.content = content;
            this.length = length;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            HttpURLConnection opened =
                    (HttpURLConnection) request.getUri().toURL().openConnection();
            connection = opened;
            opened.setRequestMethod(request.method().name());
            opened.setConnectTimeout((int) connectTimeout.toMillis());
            opened.setReadTimeout((int) timeout.toMillis());
            opened.setInstanceFollowRedirects(false);
            opened.setDoOutput(true);
            opened.setFixedLengthStreamingMode(length);
            request.forEachHeader((name, values) -> values.forEach(value -> opened.addRequestProperty(name, value)));
            byte[] piece = new byte[PIECE];
            try (InputStream in = content.newStream();
                    OutputStream out = opened.getOutputStream()) {
                for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                    out.write(piece, 0, count);
                }
            }
            return answer(opened);
        }

        private HttpExecuteResponse answer(HttpURLConnection opened) throws IOException {
            int status = opened.getResponseCode();
            InputStream body =
                    status < HttpURLConnection.HTTP_BAD_REQUEST ? opened.getInputStream() : opened.getErrorStream();
            Map<String, List<String>> headers = new HashMap<>(opened.getHeaderFields());
            // The JDK keeps the status line under this key.
            headers.remove(null);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .statusText(opened.getResponseMessage())
                            .headers(headers)
                            .build())
                    .responseBody(body == null ? null : AbortableInputStream.create(body, opened::disconnect))
                    .build();
        }

        @Override
        public void abort() {
            HttpURLConnection opened = connection;
            if (opened != null) {
                opened.disconnect();
            }
        }
    }
}
