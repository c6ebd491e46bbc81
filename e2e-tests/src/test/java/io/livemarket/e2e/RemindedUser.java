package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A user who verifies the address, is reminded of an unread message by mail, and switches reminders off by its link.
 */
final class RemindedUser {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern VERIFY = Pattern.compile("/verify#token=(\\S+)");
    private static final Pattern OFF = Pattern.compile("(?m)^List-Unsubscribe: <http://[^/]+(/auth/\\S+)>");

    private final String url;
    private final Path mails;

    private RemindedUser(RunningSystem system) {
        this.url = system.url();
        this.mails = system.data().resolve("mail");
    }

    /** Needs a system that reminds within seconds. */
    static void isRemindedAndSwitchesOff(RunningSystem system, Account sender) throws Exception {
        RemindedUser tests = new RemindedUser(system);
        Account nora = EverythingThatWrites.patiently(() -> Account.register(system.url(), "nora"));
        tests.call(nora, "PUT", "/auth/email-verifications", Map.of("token", tests.mailed(nora, VERIFY)), 204);
        String chat = EverythingThatWrites.patiently(() -> sender.chatWith(system.url(), nora));
        tests.call(
                sender, "POST", "/chats/" + chat + "/messages", Map.of("type", "text", "content", "4711 euros"), 201);
        String off = tests.mailed(nora, OFF);
        assertThat(tests.click(off)).isEqualTo(200);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(nora.call(system.url(), "GET", "/notifications/preferences", null)
                                .expect(200)
                                .at("/preferences/reminders/on")
                                .asBoolean(true))
                        .isFalse());
        assertThat(tests.texts()).noneMatch(mail -> mail.contains("4711"));
    }

    /** As a mail provider does it: one POST without a log-in (RFC 8058). */
    private int click(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private void call(Account account, String method, String path, Object body, int status) throws Exception {
        EverythingThatWrites.patiently(
                () -> account.call(url, method, path, body).expect(status));
    }

    /** The part of a mail to the user that matches; waits for the mail. */
    private String mailed(Account user, Pattern part) {
        return await().atMost(LIMIT)
                .until(
                        () -> texts().filter(mail -> mail.contains(user.username()))
                                .flatMap(mail -> part.matcher(mail).results())
                                .map((MatchResult found) -> found.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Stream<String> texts() {
        try (Stream<Path> files = Files.exists(mails) ? Files.list(mails) : Stream.<Path>empty()) {
            return files.filter(file -> file.toString().endsWith(".eml")).map(RemindedUser::text).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
