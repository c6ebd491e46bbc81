package io.livemarket.loadtest.users;

import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The made-up users kept for the next run, with their passwords and tokens: a JSON array, readable by its owner only.
 * Written whole and moved into place, so that a killed run leaves the old file or the new one.
 */
final class UserFile {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path path;

    UserFile(Path path) {
        this.path = path;
    }

    private record Entry(
            String username,
            String password,
            String id,
            String token,
            @Nullable String refreshToken,
            long lifetimeMs,
            long expiresAt) {

        static Entry of(UserAccount account) {
            Tokens tokens = account.tokens();
            return new Entry(
                    account.username(),
                    account.password(),
                    account.id(),
                    tokens.token(),
                    tokens.refreshToken(),
                    tokens.lifetimeMs(),
                    tokens.expiresAt());
        }

        UserAccount account() {
            UserAccount account = new UserAccount(username, password);
            account.loggedIn(id, new Tokens(token, refreshToken, lifetimeMs, expiresAt));
            return account;
        }
    }

    /** The users of earlier runs, in the order in which they were made; none without a file. */
    List<UserAccount> load() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            Entry[] entries = JSON.readValue(Files.readAllBytes(path), Entry[].class);
            List<UserAccount> accounts = new ArrayList<>(entries.length);
            for (Entry entry : entries) {
                accounts.add(entry.account());
            }
            return accounts;
        } catch (IOException | JacksonException unreadable) {
            throw new SetUpException("cannot read the users file " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    void save(List<UserAccount> accounts) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(
                    folder,
                    "users",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    draft,
                    JSON.writeValueAsBytes(accounts.stream().map(Entry::of).toList()));
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new SetUpException(
                    "cannot write the users file " + path + ": " + unwritable.getMessage(), unwritable);
        }
    }
}
