package io.livemarket.notification.testing;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.events.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * A push service and a device behind it, in one: accepts pushes (RFC 8030), verifies their signatures (RFC 8292) and
 * decrypts them (RFC 8291). Written from the RFCs, without the libraries of the service.
 */
public final class PushEndpoint implements AutoCloseable {

    private static final int COORDINATE = 32;

    private final HttpServer server;
    private final KeyPair keys;
    private final byte[] auth = new byte[16];
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile IntUnaryOperator status = _ -> 201;
    private volatile String retryAfter;
    private volatile String location;

    /** One request: its headers, its decrypted content, and the time of its arrival in nanoseconds. */
    public record Received(Map<String, List<String>> headers, JsonNode payload, byte[] body, long at) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(e -> e.getKey().equalsIgnoreCase(name))
                    .map(e -> e.getValue().getFirst())
                    .findFirst()
                    .orElse(null);
        }
    }

    private PushEndpoint(HttpServer server) throws GeneralSecurityException {
        this.server = server;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        new SecureRandom().nextBytes(auth);
    }

    public static PushEndpoint start() {
        try {
            PushEndpoint endpoint =
                    new PushEndpoint(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            endpoint.server.createContext("/push/", endpoint::receive);
            endpoint.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            endpoint.server.start();
            return endpoint;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("No push endpoint", e);
        }
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The JSON of a browser's {@code PushSubscription.toJSON()}. */
    public Map<String, Object> subscription(String device) {
        return Map.of(
                "endpoint",
                origin() + "/push/" + device,
                "keys",
                Map.of("p256dh", text(uncompressed((ECPublicKey) keys.getPublic())), "auth", text(auth)));
    }

    /** @param newStatus the answer to the n-th request, from 1 */
    public void answer(IntUnaryOperator newStatus, String newRetryAfter) {
        status = newStatus;
        retryAfter = newRetryAfter;
    }

    /** Sends everybody there. */
    public void redirect(String newLocation) {
        location = newLocation;
        status = _ -> 307;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int n;
            synchronized (received) {
                received.add(new Received(
                        Map.copyOf(exchange.getRequestHeaders()),
                        Json.MAPPER.readTree(decrypt(body)),
                        body,
                        System.nanoTime()));
                n = received.size();
            }
            if (retryAfter != null) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            if (location != null) {
                exchange.getResponseHeaders().add("Location", location);
            }
            exchange.sendResponseHeaders(status.applyAsInt(n), -1);
        } catch (GeneralSecurityException | RuntimeException e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    /** The claims of the token that signed a request, once its signature under the key that it names is good. */
    public static Map<String, Object> verified(Received request, String publicKey) {
        try {
            String authorization = request.header("Authorization");
            if (!authorization.startsWith("vapid ")) {
                throw new AssertionError("not by RFC 8292: " + authorization.substring(0, 6));
            }
            String token = parameter(authorization, "t");
            if (!parameter(authorization, "k").equals(publicKey)) {
                throw new AssertionError("another key");
            }
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(new ECDSAVerifier(publicKey(Base64.getUrlDecoder().decode(publicKey))))) {
                throw new AssertionError("a bad signature");
            }
            return jwt.getJWTClaimsSet().getClaims();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String parameter(String authorization, String name) {
        return Arrays.stream(authorization.substring("vapid ".length()).split(","))
                .map(String::strip)
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** RFC 8291, section 3.4, over RFC 8188, section 2. */
    private byte[] decrypt(byte[] body) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(body);
        byte[] salt = new byte[16];
        in.get(salt);
        int recordSize = in.getInt();
        byte[] sender = new byte[in.get() & 0xff];
        in.get(sender);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        if (sealed.length > recordSize) {
            throw new GeneralSecurityException("more than one record");
        }
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keys.getPrivate());
        agreement.doPhase(publicKey(sender), true);
        byte[] info = join(
                "WebPush: info\0".getBytes(StandardCharsets.US_ASCII),
                uncompressed((ECPublicKey) keys.getPublic()),
                sender,
                new byte[] {1});
        byte[] ikm = hmac(hmac(auth, agreement.generateSecret()), info);
        byte[] prk = hmac(salt, ikm);
        byte[] key = Arrays.copyOf(
                hmac(prk, join("Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII))), 16);
        byte[] nonce =
                Arrays.copyOf(hmac(prk, join("Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII))), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        byte[] padded = cipher.doFinal(sealed);
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new GeneralSecurityException("not the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return (ECPublicKey) KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(at, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] uncompressed(ECPublicKey key) {
        return join(
                new byte[] {4},
                coordinate(key.getW().getAffineX()),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[COORDINATE];
        int length = Math.min(signed.length, COORDINATE);
        System.arraycopy(signed, signed.length - length, bytes, COORDINATE - length, length);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
