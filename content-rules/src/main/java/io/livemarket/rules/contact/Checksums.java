package io.livemarket.rules.contact;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Checks the checksums of wallet addresses, which texts of a similar form do not have. */
final class Checksums {

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int ADDRESS_BYTES = 25;
    private static final int CHECK_BYTES = 4;

    private Checksums() {}

    /**
     * Whether a text is an address of Bitcoin or Tron by Base58Check: the last four bytes are the first four of the
     * double SHA-256 of the others.
     */
    static boolean isBase58Address(String text) {
        BigInteger value = BigInteger.ZERO;
        for (char c : text.toCharArray()) {
            int digit = BASE58.indexOf(c);
            if (digit < 0) {
                return false;
            }
            value = value.multiply(BigInteger.valueOf(BASE58.length())).add(BigInteger.valueOf(digit));
        }
        byte[] number = value.toByteArray();
        byte[] bytes = new byte[ADDRESS_BYTES];
        int length = Math.min(number.length, ADDRESS_BYTES);
        System.arraycopy(number, number.length - length, bytes, ADDRESS_BYTES - length, length);
        byte[] payload = Arrays.copyOf(bytes, ADDRESS_BYTES - CHECK_BYTES);
        return Arrays.equals(
                Arrays.copyOf(sha256(sha256(payload)), CHECK_BYTES),
                Arrays.copyOfRange(bytes, ADDRESS_BYTES - CHECK_BYTES, ADDRESS_BYTES));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
