package io.livemarket.notification.push;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Validates push subscriptions. The address that an endpoint's name resolves to is not checked here, but at each
 * connection ({@link PushClient}).
 */
public final class SubscriptionRules {

    private static final int MAX_ENDPOINT = 1_000;
    private static final int HTTPS_PORT = 443;
    private static final int POINT_LENGTH = 65;
    private static final int COORDINATE = 32;
    private static final int AUTH_LENGTH = 16;
    // NIST P-256 (FIPS 186-4, D.1.2.3).
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private SubscriptionRules() {}

    /**
     * Whether a text is an https URL with a public name or address, as far as can be seen without resolving the name.
     *
     * @param insecure for tests alone: any http or https URL is accepted
     */
    public static boolean isEndpoint(@Nullable String endpoint, boolean insecure) {
        if (endpoint == null || endpoint.length() > MAX_ENDPOINT) {
            return false;
        }
        try {
            URI uri = new URI(endpoint);
            boolean scheme =
                    "https".equalsIgnoreCase(uri.getScheme()) || insecure && "http".equalsIgnoreCase(uri.getScheme());
            return scheme
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (insecure
                            || isPublicName(uri.getHost()) && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isPublicName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            return isPublicLiteral(name.substring(1, name.length() - 1));
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!last.isEmpty() && Character.isDigit(last.charAt(0))) { // An IPv4 address, in one of its notations.
            return name.matches("\\d{1,3}(\\.\\d{1,3}){3}") && isPublicLiteral(name);
        }
        return name.contains(".")
                && !last.isEmpty()
                && !name.endsWith(".local")
                && !name.endsWith(".localhost")
                && !name.endsWith(".internal")
                && !name.endsWith(".arpa");
    }

    private static boolean isPublicLiteral(String address) {
        try {
            return PublicAddresses.isPublic(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a text is a point of the curve P-256, uncompressed, in base64url (RFC 8291, section 3.1). */
    public static boolean isPublicKey(@Nullable String p256dh) {
        byte[] point = decode(p256dh);
        if (point == null || point.length != POINT_LENGTH || point[0] != 4) {
            return false;
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT_LENGTH));
        return x.compareTo(P) < 0
                && y.compareTo(P) < 0
                && y.multiply(y)
                        .mod(P)
                        .equals(x.pow(3).subtract(x.multiply(THREE)).add(B).mod(P));
    }

    /** Whether a text is 16 bytes in base64url (RFC 8291, section 3.2). */
    public static boolean isAuthSecret(@Nullable String auth) {
        byte[] secret = decode(auth);
        return secret != null && secret.length == AUTH_LENGTH;
    }

    /** The bytes of a base64url text, padded or not; absent for any other text. */
    private static byte @Nullable [] decode(@Nullable String text) {
        try {
            return text == null ? null : bytes(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The bytes of a base64url text, padded or not.
     *
     * @throws IllegalArgumentException for any other text
     */
    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
