package io.livemarket.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The password of the made-up users of {@code demo --seed-data}, and the name of the made-up user that is moderator and
 * operator. Both are random and kept with the system's data, so that a later run finds these users, and no other user
 * can take that name first.
 */
record DemoCredentials(String staff, String password) {

    private static final String FILE = "demo.key";
    private static final int NAME_DIGITS = 12;
    private static final int PASSWORD_DIGITS = 20;
    private static final int GROUP = 5;

    /** The credentials of this folder, made on the first call and readable by the folder's owner alone. */
    static DemoCredentials in(Path secrets) throws IOException {
        String digits = HexFormat.of().formatHex(Base64.getDecoder().decode(MasterKey.of(secrets, FILE)));
        String password = digits.substring(NAME_DIGITS, NAME_DIGITS + PASSWORD_DIGITS);
        return new DemoCredentials(
                "marta-" + digits.substring(0, NAME_DIGITS),
                String.join("-", password.split("(?<=\\G.{" + GROUP + "})")));
    }

    /** Hides the credentials. */
    @Override
    public String toString() {
        return "DemoCredentials";
    }
}
