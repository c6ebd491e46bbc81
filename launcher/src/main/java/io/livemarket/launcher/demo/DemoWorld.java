package io.livemarket.launcher.demo;

import io.livemarket.launcher.Bilingual;
import io.livemarket.launcher.Progress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A world of made-up people and conversations to look around in, made in a running system, once, however often it is
 * requested.
 */
public final class DemoWorld {

    private static final List<String> STAFF_ROLES = List.of("moderator", "operator");

    private final URI url;
    private final Progress progress;

    /** @param url address of the system */
    public DemoWorld(URI url, Progress progress) {
        this.url = url;
        this.progress = progress;
    }

    /**
     * An account to log in with.
     *
     * @param what the things that its user can see
     */
    public record LogIn(String username, String password, Bilingual what) {

        /** Hides the password. */
        @Override
        public String toString() {
            return "LogIn[" + username + "]";
        }
    }

    /**
     * Makes the missing parts of the world.
     *
     * @param password of each made-up user
     * @param staff the user name of a moderator and operator; its log-in is part of the answer when the system grants
     *     the account those roles
     * @throws DemoFailedException when the system refuses a request
     */
    public List<LogIn> make(String password, String staff) {
        progress.print("");
        progress.print(new Bilingual("A world to look at is being made", "Se prepara un mundo para verlo"));
        try (Rest rest = new Rest(url)) {
            int added = new SeedData(rest, password).make(SeedWorld.CONVERSATIONS);
            progress.print(Bilingual.of(
                    "  %d people, %d conversations, %d messages and %d photos, of which %d messages are new",
                    "%d personas, %d conversaciones, %d mensajes y %d fotos; %d mensajes son nuevos",
                    SeedWorld.people().size(),
                    SeedWorld.CONVERSATIONS.size(),
                    SeedWorld.messages(),
                    SeedWorld.pictures().count(),
                    added));
            List<LogIn> logIns = new ArrayList<>(List.of(
                    new LogIn(
                            SeedWorld.BUYER,
                            password,
                            new Bilingual("a buyer, who reported a scam", "compradora, que denunció una estafa")),
                    new LogIn(
                            SeedWorld.SELLER,
                            password,
                            new Bilingual("the seller of the bicycle", "vendedor de la bicicleta"))));
            if (rolesIn(Account.of(rest, staff, password).token()).containsAll(STAFF_ROLES)) {
                logIns.add(new LogIn(
                        staff,
                        password,
                        new Bilingual(
                                "moderator and operator, who sees the report and the system",
                                "moderación y operación, que ve la denuncia y el sistema")));
            }
            return logIns;
        }
    }

    /** The roles in an access token; the signature is not checked. */
    static List<String> rolesIn(String token) {
        try {
            JsonNode payload = JsonMapper.shared()
                    .readTree(new String(
                            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
            return payload.path("roles")
                    .valueStream()
                    .map(role -> role.asString(""))
                    .toList();
        } catch (JacksonException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return List.of(); // The token has a form that this version cannot read: no log-in is promised.
        }
    }
}
