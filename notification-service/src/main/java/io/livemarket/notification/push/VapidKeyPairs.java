package io.livemarket.notification.push;

import java.util.List;
import java.util.stream.Stream;

/**
 * The VAPID key pairs: the current one, with which devices subscribe now, and accepted ones, which sign pushes to the
 * devices that subscribed with them.
 *
 * @param all the current pair first
 */
public record VapidKeyPairs(List<VapidKeyPair> all) {

    private static final String SETTING = "livemarket.notification.push.accepted-keys";

    public VapidKeyPairs {
        all = List.copyOf(all);
    }

    /**
     * The current pair and the accepted ones.
     *
     * @param accepted pairs as {@code PUBLIC:PRIVATE}
     * @throws IllegalStateException when one is no pair; its message does not quote it
     */
    public static VapidKeyPairs of(VapidKeyPair current, List<String> accepted) {
        return new VapidKeyPairs(
                Stream.concat(Stream.of(current), accepted.stream().map(VapidKeyPairs::parse))
                        .toList());
    }

    private static VapidKeyPair parse(String pair) {
        String[] keys = pair.split(":", 2);
        try {
            return VapidKeyPair.of(keys[0], keys.length < 2 ? null : keys[1]);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(SETTING + " must be pairs PUBLIC:PRIVATE, separated by commas");
        }
    }

    /** The public key with which devices subscribe now. */
    public String publicKey() {
        return all.getFirst().publicKey();
    }

    /** Whether one of the pairs has this public key. */
    public boolean accepts(String publicKey) {
        return all.stream().anyMatch(pair -> pair.publicKey().equals(publicKey));
    }
}
