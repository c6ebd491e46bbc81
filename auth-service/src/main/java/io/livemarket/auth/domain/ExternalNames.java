package io.livemarket.auth.domain;

import java.text.Normalizer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes user names of names at the external issuer. A user name has 3–30 characters of {@code a-z A-Z 0-9 . _ -} and
 * one holder: a name that is taken gets a part of the user's id. A name that is an e-mail address is never shown.
 */
final class ExternalNames {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 30;
    private static final int SUFFIX = 7;

    private ExternalNames() {}

    /** The user names for a name, in the order of preference; the last ones do not depend on the name. */
    static List<String> candidates(@Nullable String name, UUID userId) {
        String id = userId.toString().replace("-", "");
        String plain = name == null || name.indexOf('@') >= 0 ? "" : plain(name, LONGEST);
        Stream<String> byName = plain.length() < SHORTEST
                ? Stream.empty()
                : Stream.of(
                        plain,
                        plain(plain, LONGEST - SUFFIX) + "-" + id.substring(0, SUFFIX - 1),
                        plain(plain, LONGEST - 2 * SUFFIX) + "-" + id.substring(0, 2 * SUFFIX - 1));
        return Stream.concat(byName, Stream.of("user-" + id.substring(0, 12), "user-" + id.substring(8)))
                .toList();
    }

    /** The letters of a name without their marks, with a dot for each gap. */
    private static String plain(String name, int most) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-zA-Z0-9._-]+", ".");
        String inner = letters.replaceAll("^[._-]+", "");
        return inner.substring(0, Math.min(most, inner.length())).replaceAll("[._-]+$", "");
    }
}
