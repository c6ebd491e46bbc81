package io.livemarket.auth.web;

import io.livemarket.kit.web.KnownFieldsOnly;

/** The bodies that clients send. None shows what it holds when it is printed. */
final class Requests {

    private Requests() {}

    record Register(String username, String email, String password, String avatarUrl) {
        Register {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        @Override
        public String toString() {
            return "Register[]";
        }
    }

    record Login(String username, String email, String password) {
        Login {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        /** The name or address that was given, or null. */
        String account() {
            return username == null ? email : username;
        }

        @Override
        public String toString() {
            return "Login[]";
        }
    }

    @KnownFieldsOnly
    record Account(String username, String email) {
        Account {
            username = TypedName.of(username);
            email = TypedName.of(email);
        }

        /** The name or address that was given, or null. */
        String account() {
            return username == null ? email : username;
        }

        @Override
        public String toString() {
            return "Account[]";
        }
    }

    @KnownFieldsOnly
    record Reset(String token, String password) {
        @Override
        public String toString() {
            return "Reset[]";
        }
    }

    @KnownFieldsOnly
    record Link(String token) {
        @Override
        public String toString() {
            return "Link[]";
        }
    }

    record Refresh(String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    @KnownFieldsOnly
    record ChangePassword(String currentPassword, String newPassword) {
        @Override
        public String toString() {
            return "ChangePassword[]";
        }
    }

    @KnownFieldsOnly
    record Deletion(String password) {
        @Override
        public String toString() {
            return "Deletion[]";
        }
    }

    @KnownFieldsOnly
    record Update(String username, String email, String avatarUrl) {
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
