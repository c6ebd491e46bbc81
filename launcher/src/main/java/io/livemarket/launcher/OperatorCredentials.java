package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The account by which this command line is an operator of a system that it started. Its name is in the settings of
 * auth-service and cannot be guessed, so that no other user takes it before the first use, which registers it.
 */
record OperatorCredentials(String username, String password) {

    private static final String FILE = "operator.key";
    private static final String PREFIX = "operator-";
    private static final int NAME_DIGITS = 20;

    /** Made on the first call for this folder, for its owner's eyes. */
    static OperatorCredentials in(Path secrets) throws IOException {
        return of(MasterKey.of(secrets, FILE));
    }

    /** Empty for a system that an earlier version started. */
    static Optional<OperatorCredentials> existingIn(Path secrets) throws IOException {
        Path file = secrets.resolve(FILE);
        return Files.exists(file) ? Optional.of(of(Files.readString(file).strip())) : Optional.empty();
    }

    /**
     * One half of the random key makes the name, the other the password: the name, which others see, gives nothing of
     * it away.
     */
    private static OperatorCredentials of(String key) {
        String digits = HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(key));
        return new OperatorCredentials(PREFIX + digits.substring(0, NAME_DIGITS), digits.substring(NAME_DIGITS));
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "OperatorCredentials";
    }
}
