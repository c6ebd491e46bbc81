package io.livemarket.auth.tokens;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id, with bounds on memory and CPU: so many hashes at once on threads of their own, so many waiting, and
 * {@code rate_limited} beyond. An account that does not exist costs the same as one that does.
 */
public final class PasswordHashing implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final long BUSY_MS = 2_000;
    private static final int PARAMETERS = 4;

    private final PasswordEncoder encoder;
    private final ThreadPoolExecutor threads;
    private final String nobody;

    public PasswordHashing(AccountsProperties.Hashing settings) {
        this(
                new Argon2PasswordEncoder(
                        SALT_BYTES, HASH_BYTES, settings.parallelism(), settings.memoryKib(), settings.iterations()),
                settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads(),
                settings.queue());
    }

    PasswordHashing(PasswordEncoder encoder, int count, int queue) {
        this.encoder = encoder;
        threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("argon2-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        nobody = encoder.encode("nobody's password");
    }

    /** Whether UTF-8 can hold it; a JSON escape can make half of a surrogate pair, which it cannot. */
    public static boolean isText(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }

    /** The hash of a password that is text, in its one spelling, with a random salt. */
    public String hash(String password) {
        return on(() -> encoder.encode(OpaqueString.of(password).orElse(password)));
    }

    /**
     * Whether the hash is that password's, in its one spelling or, as earlier versions hashed it, as it was typed;
     * false, after as much work, when there is none ({@code null}). False at once for what is no text: no account has
     * such a password.
     */
    public boolean verify(String password, String hash) {
        return isText(password) && spellings(password).stream().anyMatch(spelling -> matches(spelling, hash));
    }

    /**
     * Whether the password, which was verified, should be hashed anew: with parameters that are the current ones, and
     * in its one spelling.
     */
    public boolean isOutdated(String password, String hash) {
        List<String> spellings = spellings(password);
        return !parameters(hash).equals(parameters(nobody))
                || spellings.size() > 1 && !matches(spellings.getFirst(), hash);
    }

    private static List<String> spellings(String password) {
        return Stream.concat(OpaqueString.of(password).stream(), Stream.of(password))
                .distinct()
                .toList();
    }

    private boolean matches(String spelling, String hash) {
        return on(() -> encoder.matches(spelling, hash == null ? nobody : hash)) && hash != null;
    }

    /** Algorithm, version and costs: what comes before the salt in {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
    private static List<String> parameters(String hash) {
        return Arrays.stream(hash.split("\\$")).limit(PARAMETERS).toList();
    }

    private <T> T on(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (RejectedExecutionException e) {
            throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, BUSY_MS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
