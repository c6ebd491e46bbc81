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
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id with bounds on memory and CPU: hashes run on a pool of threads with a bounded queue, and a full queue is
 * answered {@code rate_limited}. The verification for an account that does not exist takes as long as any other.
 */
public final class PasswordHashing implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final long BUSY_MS = 2_000;
    private static final int PARAMETERS = 4;

    private final PasswordEncoder encoder;
    private final ThreadPoolExecutor threads;
    /** The hash that is verified against where there is no account. */
    private final String unknownAccountHash;

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
        unknownAccountHash = encode("nobody's password");
    }

    /** Whether UTF-8 can encode the password: a JSON escape can make half of a surrogate pair, which it cannot. */
    public static boolean isText(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }

    /** The hash of the canonical form of a password, which must be text, with a random salt. */
    public String hash(String password) {
        return on(() -> encode(OpaqueString.of(password).orElse(password)));
    }

    private String encode(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The encoder gave no hash");
        }
        return hash;
    }

    /**
     * Whether a password, in its canonical form or as it was typed (earlier versions hashed it so), has the hash.
     *
     * @param password false at once when it is absent or not text: no account has such a password
     * @param hash absent where there is no account: false, after as much work as with a hash
     */
    public boolean verify(@Nullable String password, @Nullable String hash) {
        return password != null
                && isText(password)
                && spellings(password).stream().anyMatch(spelling -> matches(spelling, hash));
    }

    /** Whether a verified password should be hashed again: with the current parameters, or in its canonical form. */
    public boolean isOutdated(String password, String hash) {
        List<String> spellings = spellings(password);
        return !parameters(hash).equals(parameters(unknownAccountHash))
                || spellings.size() > 1 && !matches(spellings.getFirst(), hash);
    }

    private static List<String> spellings(String password) {
        return Stream.concat(OpaqueString.of(password).stream(), Stream.of(password))
                .distinct()
                .toList();
    }

    private boolean matches(String spelling, @Nullable String hash) {
        return on(() -> encoder.matches(spelling, hash == null ? unknownAccountHash : hash)) && hash != null;
    }

    /** Algorithm, version and costs: the parts before the salt in {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
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
