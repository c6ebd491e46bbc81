package io.livemarket.launcher.demo;

/** The id and the secret of a service account that may send system messages. */
public record ServiceAccount(String id, String secret) {

    /** The scope of the demo's service account. */
    public static final String SCOPE = "messages:system";

    /** Hides the secret. */
    @Override
    public String toString() {
        return "ServiceAccount[" + id + "]";
    }
}
