package io.livemarket.auth.web;

import io.livemarket.kit.web.KnownFieldsOnly;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests. Every field may be absent until {@link FieldRules} has checked it. No {@code toString} shows
 * a value.
 */
final class Requests {

    private Requests() {}

    private static String either(@Nullable String username, @Nullable String email) {
        if (username != null) {
            return username;
        }
        return email == null ? "" : email;
    }

    record Register(
            @Nullable String username,
            @Nullable String email,
            @Nullable String password,
            @Nullable String avatarUrl) {
        Register {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        @Override
        public String toString() {
            return "Register[]";
        }
    }

    record Login(
            @Nullable String username,
            @Nullable String email,
            @Nullable String password) {
        Login {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        /** The name or the address in the request; empty where it has neither. */
        String account() {
            return either(username, email);
        }

        @Override
        public String toString() {
            return "Login[]";
        }
    }

    @KnownFieldsOnly
    record Account(@Nullable String username, @Nullable String email) {
        Account {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        /** The name or the address in the request; empty where it has neither. */
        String account() {
            return either(username, email);
        }

        @Override
        public String toString() {
            return "Account[]";
        }
    }

    @KnownFieldsOnly
    record Reset(@Nullable String token, @Nullable String password) {
        @Override
        public String toString() {
            return "Reset[]";
        }
    }

    @KnownFieldsOnly
    record Link(@Nullable String token) {
        @Override
        public String toString() {
            return "Link[]";
        }
    }

    record Refresh(@Nullable String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    @KnownFieldsOnly
    record ChangePassword(
            @Nullable String currentPassword, @Nullable String newPassword) {
        @Override
        public String toString() {
            return "ChangePassword[]";
        }
    }

    @KnownFieldsOnly
    record Deletion(@Nullable String password) {
        @Override
        public String toString() {
            return "Deletion[]";
        }
    }

    /** The marketplace's user; an absent field stays as it is, an empty {@code avatarUrl} is removed. */
    @KnownFieldsOnly
    record ExternalUser(
            @Nullable String name,
            @Nullable String email,
            @Nullable Boolean emailVerified,
            @Nullable String avatarUrl) {
        @Override
        public String toString() {
            return "ExternalUser[]";
        }
    }

    /** One of several users of the marketplace. */
    @KnownFieldsOnly
    record ExternalEntry(
            @Nullable String externalId,
            @Nullable String name,
            @Nullable String email,
            @Nullable Boolean emailVerified,
            @Nullable String avatarUrl) {

        ExternalUser user() {
            return new ExternalUser(name, email, emailVerified, avatarUrl);
        }

        @Override
        public String toString() {
            return "ExternalEntry[]";
        }
    }

    /** Several users of the marketplace, at most 100. */
    @KnownFieldsOnly
    record ExternalUsers(@Nullable List<ExternalEntry> users) {
        @Override
        public String toString() {
            return "ExternalUsers[]";
        }
    }

    @KnownFieldsOnly
    record CreateService(@Nullable String name, @Nullable List<String> scopes) {}

    @KnownFieldsOnly
    record Scopes(@Nullable List<String> scopes) {}

    @KnownFieldsOnly
    record Update(
            @Nullable String username,
            @Nullable String email,
            @Nullable String avatarUrl) {
        Update {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        @Override
        public String toString() {
            return "Update[]";
        }
    }
}
