package io.livemarket.loadtest.users;

import io.livemarket.loadtest.SetUpException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes sure that enough users exist and are logged in, and renews their tokens during a run. Registering costs the
 * server an Argon2 hash, so only as many calls run at once as the caller allows, and users are reused from a file.
 */
public final class UserDirectory implements AutoCloseable {

    private static final long MARGIN_MS = 120_000;

    private final SecureRandom random = new SecureRandom();
    private final RestClient rest;
    private final @Nullable UserFile file;
    private final List<UserAccount> known = new ArrayList<>();
    private final ExecutorService workers;
    private final AtomicInteger registered = new AtomicInteger();
    private final AtomicInteger loggedIn = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();

    /**
     * @param usersFile the file of users between runs; absent to forget them
     * @param concurrency number of REST calls at once
     * @param timeout the time for the retries of one call
     */
    public UserDirectory(URI server, @Nullable Path usersFile, int concurrency, Duration timeout) {
        this.rest = new RestClient(server, timeout);
        this.file = usersFile == null ? null : new UserFile(usersFile);
        this.workers = Executors.newFixedThreadPool(
                concurrency, Thread.ofPlatform().daemon().name("rest-", 0).factory());
    }

    /** The ids of the users in a file of an earlier run, in their order. */
    public static List<String> idsIn(Path usersFile) {
        return new UserFile(usersFile).load().stream().map(UserAccount::id).toList();
    }

    /** The number of users that are ready so far; may be read while {@link #prepare} runs. */
    public int ready() {
        return ready.get();
    }

    public int registered() {
        return registered.get();
    }

    public int loggedIn() {
        return loggedIn.get();
    }

    /** The number of answers 429 or 503. */
    public long throttled() {
        return rest.throttled();
    }

    /**
     * Returns {@code count} users with tokens that are good for the run planned (as far as the server's tokens live
     * that long).
     *
     * @throws SetUpException when the server cannot be reached or refuses
     */
    public List<UserAccount> prepare(int count, Duration planned) {
        if (file != null) {
            known.addAll(file.load());
        }
        String batch = randomText(5).toLowerCase().replaceAll("[^a-z0-9]", "x");
        while (known.size() < count) {
            known.add(new UserAccount("lt" + batch + known.size(), randomText(18)));
        }
        List<UserAccount> wanted = List.copyOf(known.subList(0, count));
        try {
            awaitAll(wanted.stream()
                    .<Future<?>>map(user -> workers.submit(() -> makeReady(user, planned)))
                    .toList());
        } finally {
            save();
        }
        return wanted;
    }

    /** Writes the users file, when there is one; accounts that were never registered are left out. */
    public void save() {
        List<UserAccount> real = known.stream().filter(UserAccount::isKnown).toList();
        if (file != null && !real.isEmpty()) {
            file.save(real);
        }
    }

    /** Gets a new access token for the user, without blocking; completes exceptionally when the server refuses. */
    public CompletableFuture<UserAccount> renew(UserAccount account) {
        return CompletableFuture.supplyAsync(
                () -> {
                    if (!refresh(account)) {
                        logIn(account);
                    }
                    return account;
                },
                workers);
    }

    private static void awaitAll(List<Future<?>> tasks) {
        try {
            for (Future<?> task : tasks) {
                task.get();
            }
        } catch (ExecutionException failed) {
            tasks.forEach(task -> task.cancel(true));
            throw failed.getCause() instanceof SetUpException known
                    ? known
                    : new SetUpException("preparing the users failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            tasks.forEach(task -> task.cancel(true));
            Thread.currentThread().interrupt();
            throw new SetUpException("interrupted while preparing the users", interrupted);
        }
    }

    private void makeReady(UserAccount account, Duration planned) {
        if (!account.isKnown() || !isGoodFor(account, planned) || !isAccepted(account)) {
            if (!account.isKnown() || !refresh(account) && !tryLogIn(account)) {
                register(account);
                logIn(account);
            }
        }
        ready.incrementAndGet();
    }

    private static boolean isGoodFor(UserAccount account, Duration planned) {
        Tokens tokens = account.tokens();
        return tokens.goodFor(Math.min(planned.toMillis() + MARGIN_MS, tokens.lifetimeMs() * 8 / 10));
    }

    /**
     * Whether the server accepts the account's token. A server whose data was reset knows neither the key nor the user
     * of an old token.
     */
    private boolean isAccepted(UserAccount account) {
        RestClient.Reply reply = rest.get("/users/me", account.token());
        return reply.status() == 200 && reply.body().path("id").asString("").equals(account.id());
    }

    private void register(UserAccount account) {
        RestClient.Reply reply = rest.post(
                "/auth/register",
                Map.of("username", account.username(), "email", account.email(), "password", account.password()));
        // A call that broke off and was retried may have registered the user; logging in shows whether it did.
        if (reply.status() != 201 && !reply.problem().equals("username_taken")) {
            throw new SetUpException("POST /auth/register was refused: " + reply.problem());
        }
        registered.incrementAndGet();
    }

    private void logIn(UserAccount account) {
        if (!tryLogIn(account)) {
            throw new SetUpException("POST /auth/login was refused for a user that was registered");
        }
    }

    private boolean tryLogIn(UserAccount account) {
        RestClient.Reply reply =
                rest.post("/auth/login", Map.of("username", account.username(), "password", account.password()));
        if (reply.status() == 401) {
            return false;
        }
        if (reply.status() != 200) {
            throw new SetUpException("POST /auth/login was refused: " + reply.problem());
        }
        adopt(account, reply.body());
        loggedIn.incrementAndGet();
        return true;
    }

    private boolean refresh(UserAccount account) {
        String refreshToken = account.tokens().refreshToken();
        if (refreshToken == null) {
            return false;
        }
        RestClient.Reply reply = rest.post("/auth/refresh", Map.of("refreshToken", refreshToken));
        if (reply.status() == 200) {
            adopt(account, reply.body());
        }
        return reply.status() == 200;
    }

    private static void adopt(UserAccount account, JsonNode body) {
        String token = body.path("token").asString("");
        String id = body.path("user").path("id").asString(account.isKnown() ? account.id() : "");
        long lifetimeMs = body.path("expiresIn").asLong(0) * 1000;
        if (token.isEmpty() || id.isEmpty() || lifetimeMs <= 0) {
            throw new SetUpException("a log-in's answer lacks token, user.id or expiresIn");
        }
        account.loggedIn(
                id,
                new Tokens(
                        token,
                        body.path("refreshToken").asString(null),
                        lifetimeMs,
                        System.currentTimeMillis() + lifetimeMs));
    }

    private String randomText(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        rest.close();
    }
}
