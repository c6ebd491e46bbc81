package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Json;
import io.livemarket.kit.testing.StopOrder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** An instance of the service on a port of its own, and a client of it. Ready when {@link #start} returns. */
final class RunningAuth implements AutoCloseable {

    /** One key for all tests: a run must open the values that an earlier run sealed in a shared Kafka. */
    static final String MASTER_KEY = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";

    static final String PASSWORD = "tan-grue-77-vela";

    private static final Pattern LINK = Pattern.compile("https://chat.example.org/app/(reset|verify)#token=(\\S+)");
    private static final int MOST_REPEATS = 5;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String RUN = Long.toString(System.currentTimeMillis() % 100_000_000, 36);

    /** The name of the account that the settings of every instance make an operator. */
    static final String OPERATOR = "operator-" + RUN;

    final ConfigurableApplicationContext context;
    /** Of all instances: any of those that run sends a mail. */
    private static final Path MAILS = newFolder();

    private final Path data;
    private final URI address;

    private RunningAuth(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
        this.address = URI.create("http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    /** An answer; {@code body} is null when there is none. */
    record Reply(int status, JsonNode body, java.net.http.HttpHeaders headers, String text) {
        String code() {
            return body.path("code").asString(null);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("auth-it-mails").resolve("mail");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The instance that tests share which don't need their own. */
    static RunningAuth shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final RunningAuth INSTANCE = start("shared");
    }

    /** A name that no other test uses. */
    static String uniqueName() {
        return "u" + RUN + "-" + COUNT.incrementAndGet();
    }

    static RunningAuth start(String instance, String... settings) {
        RunningAuth started = startUnready(instance, settings);
        try {
            Awaitility.await("readiness")
                    .atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> {
                        Reply health = started.get("/actuator/health/readiness", null);
                        assertThat(health.status()).as(health.text()).isEqualTo(200);
                    });
        } catch (ConditionTimeoutException e) {
            started.close();
            throw e;
        }
        return started;
    }

    static RunningAuth startUnready(String instance, String... settings) {
        try {
            Path data = Files.createTempDirectory("auth-it");
            EmbeddedStack stack = EmbeddedStack.shared();
            Map<String, String> arguments = new LinkedHashMap<>();
            Stream.concat(
                            Stream.of(
                                    "--server.port=0",
                                    "--livemarket.instance=" + instance + "-" + RUN,
                                    "--livemarket.data-dir=" + data,
                                    "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                                    "--livemarket.kafka.partitions=3",
                                    "--livemarket.mongodb.uri=" + stack.mongoUri(),
                                    "--livemarket.mongodb.prefix=it" + RUN,
                                    "--livemarket.auth.master-key=" + MASTER_KEY,
                                    "--livemarket.accounts.hashing.memory-kib=7168",
                                    "--livemarket.accounts.bootstrap-operators=" + OPERATOR,
                                    "--livemarket.mail.transport=file",
                                    "--livemarket.mail.directory=" + MAILS,
                                    "--livemarket.mail.from=LiveMarket <no-reply@example.org>",
                                    "--livemarket.mail.web-client=https://chat.example.org/app",
                                    "--livemarket.accounts.mail.asks-per-minute=100000",
                                    "--livemarket.accounts.mail.in-all=100000",
                                    "--livemarket.accounts.limits.logins-per-minute=100000",
                                    "--livemarket.accounts.limits.registrations-per-minute=100000",
                                    "--livemarket.accounts.limits.refreshes-per-minute=100000"),
                            Arrays.stream(settings))
                    .forEach(argument -> arguments.put(argument.substring(0, argument.indexOf('=')), argument));
            ConfigurableApplicationContext context =
                    AuthServiceApplication.builder().run(arguments.values().toArray(String[]::new));
            StopOrder.assertWebServerStopsFirst(context);
            return new RunningAuth(context, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mails to an address, in the order of their ids, whichever of the instances that run sent them. */
    List<MimeMessage> mails(String to) {
        try (Stream<Path> files = Files.exists(MAILS) ? Files.list(MAILS) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(RunningAuth::mail)
                    .filter(mail -> isTo(mail, to))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MimeMessage mail(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first mail to an address with a link to a page of the web client. */
    MimeMessage mail(String to, String page) {
        Supplier<List<MimeMessage>> found = () -> mails(to).stream()
                .filter(mail ->
                        link(mail).filter(link -> link.group(1).equals(page)).isPresent())
                .toList();
        Awaitility.await("a mail")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !found.get().isEmpty());
        return found.get().getFirst();
    }

    /** The token of the link in the first mail to an address that leads to that page. */
    String mailedToken(String to, String page) {
        return link(mail(to, page)).orElseThrow().group(2);
    }

    /** The page and the token of a mail's link; empty for a mail without one. */
    static Optional<Matcher> link(MimeMessage mail) {
        try {
            Matcher matcher = LINK.matcher(((MimeMultipart) mail.getContent())
                    .getBodyPart(0)
                    .getContent()
                    .toString());
            return matcher.find() ? Optional.of(matcher) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path, String token) {
        return send(request(path, token).GET());
    }

    Reply post(String path, Object body, String... headers) {
        HttpRequest.Builder request = request(path, null).POST(json(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** Sends the request without the header of its length. */
    Reply postChunked(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(request(path, null)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    Reply put(String path, String token, Object body) {
        return send(request(path, token).PUT(json(body)));
    }

    /** A POST of a form. */
    Reply form(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** A POST with a token. */
    Reply send(String path, String token, Object body) {
        return send(request(path, token).POST(json(body)));
    }

    Reply delete(String path, String token) {
        return send(request(path, token).DELETE());
    }

    Reply delete(String path, String token, Object body) {
        return patiently(() -> send(request(path, token).method("DELETE", json(body))));
    }

    Reply register(String username) {
        return register(username, "register-" + UUID.randomUUID());
    }

    Reply register(String username, String key) {
        return patiently(() -> post("/auth/register", registration(username), "Idempotency-Key", key));
    }

    /** On a machine that stands still for seconds the answer may be {@code unavailable}, which asks for a repeat. */
    private static Reply patiently(Supplier<Reply> call) {
        Reply reply = call.get();
        for (int repeats = 0; reply.status() == 503 && repeats < MOST_REPEATS; repeats++) {
            reply = call.get();
        }
        return reply;
    }

    static Map<String, String> registration(String username) {
        return Map.of("username", username, "email", username + "@example.org", "password", PASSWORD);
    }

    Reply login(String username) {
        return login(username, PASSWORD);
    }

    Reply login(String username, String password) {
        return patiently(() -> post("/auth/login", Map.of("username", username, "password", password)));
    }

    Reply refresh(String refreshToken) {
        return post("/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return body instanceof String raw
                ? HttpRequest.BodyPublishers.ofString(raw)
                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body));
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Reply(response.statusCode(), json ? Json.MAPPER.readTree(text) : null, response.headers(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
