package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.OffToken;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand.SwitchReminders;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Mails about accounts, from the request to the file, and the use of their links. */
class MailIT {

    private static final String NEXT = "grue-vela-99-tan";

    private final RunningAuth auth = RunningAuth.shared();
    private final String name = RunningAuth.uniqueName();
    private final String email = name + "@example.org";

    @Test
    void theMailOfARegistrationVerifiesTheAddress() throws Exception {
        Reply registered =
                auth.post("/auth/register", RunningAuth.registration(name), "Accept-Language", "es-AR,en;q=0.5");
        assertThat(registered.body().path("emailVerified").asBoolean(true)).isFalse();
        assertThat(auth.mail(email, "verify").getSubject()).isEqualTo("Confirme su dirección de correo");
        String token = auth.mailedToken(email, "verify");

        assertThat(verify(token).status()).isEqualTo(204);
        assertThat(verify(token).status()).as("opened twice").isEqualTo(204);
        String access = auth.login(name).body().path("token").asString();
        assertThat(auth.get("/users/me", access).body().path("emailVerified").asBoolean())
                .isTrue();
        assertThat(auth.post("/auth/email-verifications", "", "Authorization", "Bearer " + access)
                        .status())
                .as("already")
                .isEqualTo(204);
        String other = RunningAuth.uniqueName();
        auth.register(other);
        assertThat(auth.get(
                                "/users/" + registered.body().path("id").asString(),
                                auth.login(other).body().path("token").asString())
                        .body()
                        .has("emailVerified"))
                .as("others")
                .isFalse();
    }

    @Test
    void aForgottenPasswordIsReplacedAndEverySessionEnds() {
        auth.register(name);
        Reply phone = auth.login(name);
        assertThat(forgotten(Map.of("email", email)).status()).isEqualTo(202);
        String token = auth.mailedToken(email, "reset");

        assertRefused(reset(token, "short"), 400, "weak_password");
        assertRefused(reset(token, "my name is " + name), 400, "weak_password");
        assertThat(reset(token, NEXT).status()).isEqualTo(204);
        assertThat(reset(token, NEXT).status()).as("its answer was lost").isEqualTo(204);
        assertRefused(reset(token, NEXT + "-2"), 410, "link_invalid");
        assertRefused(auth.login(name), 401, "bad_credentials");
        assertRefused(auth.refresh(phone.body().path("refreshToken").asString()), 401, "refresh_token_invalid");
        Reply again = auth.login(name, NEXT);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("user").path("emailVerified").asBoolean())
                .as("the link was sent there")
                .isTrue();
    }

    /** No mail, and no other answer. */
    @Test
    void aResetOfAnUnknownAccountIsAnsweredAlike() {
        auth.register(name);
        Reply known = forgotten(Map.of("username", name));
        Reply unknown = forgotten(Map.of("username", RunningAuth.uniqueName()));
        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
        assertThat(unknown.text()).isEqualTo(known.text());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(known.headers().map().keySet());
        assertThat(auth.mailedToken(email, "reset")).isNotEmpty();
    }

    @Test
    void aLinkIsValidForItsAccountAndPurposeOnly() {
        Reply registered = auth.register(name);
        String victim = RunningAuth.uniqueName();
        String victimId = auth.register(victim).body().path("id").asString();
        forgotten(Map.of("username", name));
        String resetToken = auth.mailedToken(email, "reset");
        String verifyToken = auth.mailedToken(email, "verify");
        String secret = resetToken.substring(resetToken.indexOf('.'));

        assertRefused(reset(victimId + secret, NEXT), 410, "link_invalid");
        assertRefused(reset(verifyToken, NEXT), 410, "link_invalid");
        assertRefused(verify(resetToken), 410, "link_invalid");
        assertRefused(reset(registered.body().path("id").asString() + "." + "x".repeat(43), NEXT), 410, "link_invalid");
        assertThat(auth.login(victim).status()).isEqualTo(200);
        assertThat(auth.login(name).status()).as("nothing was changed").isEqualTo(200);
    }

    @Test
    void aNewAddressVoidsLinksToTheFormerOne() {
        String id = auth.register(name).body().path("id").asString();
        String access = auth.login(name).body().path("token").asString();
        String former = auth.mailedToken(email, "verify");
        String moved = "new-" + email;
        assertThat(auth.put("/users/" + id, access, Map.of("email", moved))
                        .body()
                        .path("emailVerified")
                        .asBoolean(true))
                .isFalse();
        String next = auth.mailedToken(moved, "verify");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> auth.mails(email).stream()
                        .anyMatch(mail -> RunningAuth.link(mail).isEmpty()));
        assertRefused(verify(former), 410, "link_invalid");
        forgotten(Map.of("email", moved));
        assertThat(verify(next).status()).isEqualTo(204);
        assertThat(auth.mails(moved))
                .as("a thief of an access token gets no link that sets the password")
                .hasSize(1);
    }

    @Test
    void aReminderIsMailedAndItsLinkSwitchesRemindersOff() throws Exception {
        UUID user = verifiedUser();
        auth.publish(
                Topics.NOTIFICATIONS_REMINDERS,
                user,
                new ReminderDue(user, Ids.next(), 3, 1, List.of(user), "es", Instant.now()));
        MimeMessage mail = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> reminders(), found -> !found.isEmpty())
                .getFirst();
        assertThat(mail.getSubject()).isEqualTo("3 mensajes sin leer en LiveMarket");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        String link = mail.getHeader("List-Unsubscribe")[0];
        assertThat(link).startsWith("<https://chat.example.org/auth/reminders-off?token=");
        String path = link.substring(link.indexOf("/auth"), link.length() - 1);

        Reply page = auth.get(path, null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<form method=\"post\"", "<button").doesNotContain(email);
        assertThat(switchedOff(user)).as("by the GET of a mail scanner").isZero();
        assertThat(auth.form(path, "List-Unsubscribe=One-Click").status()).isEqualTo(200);
        assertThat(auth.form(path, "List-Unsubscribe=One-Click").status())
                .as("again")
                .isEqualTo(200);
        assertThat(switchedOff(user)).isEqualTo(2);
    }

    @Test
    void aForgedLinkSwitchesNobodysRemindersOff() {
        UUID user = verifiedUser();
        UUID other = UUID.fromString(
                auth.register(RunningAuth.uniqueName()).body().path("id").asString());
        String forged = other + "." + "x".repeat(43);
        String path = "/auth/reminders-off?token=";
        assertRefused(auth.form(path + forged, "List-Unsubscribe=One-Click"), 410, "link_invalid");
        assertRefused(auth.get(path + forged, null), 410, "link_invalid");
        assertRefused(auth.form("/auth/reminders-off", ""), 400, "invalid_request");
        assertThat(switchedOff(other) + switchedOff(user)).isZero();
        for (int i = 0; i < 20; i++) {
            auth.form(path + tokenOf(user), "");
        }
        assertRefused(auth.form(path + tokenOf(user), ""), 429, "rate_limited");
    }

    private static String tokenOf(UUID user) {
        return OffToken.of(new Vault(MasterKey.parse(RunningAuth.MASTER_KEY)), user);
    }

    /** The commands that switch a user's reminders off. */
    private long switchedOff(UUID user) {
        return auth.kafka().read(Topics.NOTIFICATIONS_COMMANDS.name()).stream()
                .filter(record -> record.key().equals(user.toString()))
                .filter(record ->
                        !Json.read(record.value(), SwitchReminders.class).on())
                .count();
    }

    private List<MimeMessage> reminders() {
        return auth.mails(email).stream()
                .filter(mail -> RunningAuth.link(mail).isEmpty())
                .toList();
    }

    private UUID verifiedUser() {
        UUID user = UUID.fromString(auth.register(name).body().path("id").asString());
        String token = auth.mailedToken(email, "verify");
        // On a machine that stands still for seconds the answer may be unavailable; a link may be used again.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> verify(token).status() == 204);
        return user;
    }

    @Test
    void mailsToOneAddressAreLimited() {
        auth.register(name);
        String access = auth.login(name).body().path("token").asString();
        List<Integer> codes = IntStream.range(0, 6)
                .mapToObj(_ -> auth.post("/auth/email-verifications", "", "Authorization", "Bearer " + access)
                        .status())
                .toList();
        assertThat(codes).as("one went with the registration").containsExactly(202, 202, 202, 202, 429, 429);
    }

    @Test
    void resetsOfKnownAndUnknownNamesAreLimited() {
        auth.register(name);
        for (String asked : List.of(name, RunningAuth.uniqueName())) {
            List<Integer> codes = IntStream.range(0, 11)
                    .mapToObj(_ -> forgotten(Map.of("username", asked)).status())
                    .toList();
            assertThat(codes.subList(0, 10)).containsOnly(202);
            assertThat(codes.getLast()).isEqualTo(429);
        }
        auth.mailedToken(email, "reset");
        assertThat(auth.mails(email).stream()
                        .filter(mail -> RunningAuth.link(mail)
                                .filter(link -> link.group(1).equals("reset"))
                                .isPresent()))
                .as("further ones are not sent")
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void badInputHasCodes() {
        assertRefused(forgotten(Map.of()), 400, "invalid_request");
        assertRefused(forgotten(Map.of("username", name, "password", "x")), 400, "invalid_request");
        assertRefused(auth.put("/auth/password-resets", null, Map.of("password", NEXT)), 400, "invalid_request");
        assertRefused(reset("x", NEXT), 410, "link_invalid");
        assertRefused(verify("x"), 410, "link_invalid");
        assertRefused(auth.put("/auth/email-verifications", null, Map.of()), 400, "invalid_request");
        assertThat(auth.post("/auth/email-verifications", "").status())
                .as("whose?")
                .isEqualTo(401);
    }

    private Reply forgotten(Map<String, String> body) {
        return auth.post("/auth/password-resets", body);
    }

    private Reply reset(String token, String password) {
        return auth.put("/auth/password-resets", null, Map.of("token", token, "password", password));
    }

    private Reply verify(String token) {
        return auth.put("/auth/email-verifications", null, Map.of("token", token));
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }
}
