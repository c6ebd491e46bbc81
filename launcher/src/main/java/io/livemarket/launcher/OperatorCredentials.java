package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The operator's account of this command line on a system that it started. The account's name is in the settings of
 * auth-service and cannot be guessed, so that no other user takes the name before the first use, which registers the
 * account.
 */
record OperatorCredentials(String username, String password) {

    private static final String FILE = "operator.key";
    private static final String PREFIX = "operator-";
    private static final int NAME_DIGITS = 20;

    /** The credentials of this folder, made on the first call and readable by the folder's owner alone. */
    static OperatorCredentials in(Path secrets) throws IOException {
        return of(MasterKey.of(secrets, FILE));
    }

    /** The credentials of this folder; empty for a system that an earlier version started. */
    static Optional<OperatorCredentials> existingIn(Path secrets) throws IOException {
        Path file = secrets.resolve(FILE);
        return Files.exists(file) ? Optional.of(of(Files.readString(file).strip())) : Optional.empty();
    }

    /**
     * Makes the name from one half of the random key and the password from the other half: the name, which other users
     * see, reveals nothing of the password.
     */
    private static OperatorCredentials of(String key) {
        String digits = HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(key));
        return new OperatorCredentials(PREFIX + digits.substring(0, NAME_DIGITS), digits.substring(NAME_DIGITS));
    }

    /** Hides the credentials. */
    @Override
    public String toString() {
        return "OperatorCredentials";
    }
}
