package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fcm.googleapis.com/fcm/send/abc:def",
                "https://updates.push.services.mozilla.com/wpush/v2/x",
                "https://web.push.apple.com/Q",
                "https://db5p.notify.windows.com/w/?token=x",
                "https://push.example.com:443/x",
                "https://8.8.8.8/x",
                "https://[2606:4700::1111]/x"
            })
    void pushServicesOnTheInternetAreAllowed(String endpoint) {
        assertThat(SubscriptionRules.isEndpoint(endpoint, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fcm.googleapis.com/x",
                "ftp://push.example.com/x",
                "file:///etc/passwd",
                "push.example.com",
                "https:///x",
                "https://",
                "",
                "https://user@push.example.com/x",
                "https://push.example.com:8443/x",
                "https://push.example.com:22/x",
                "https://push.example.com/x#y",
                "https://localhost/x",
                "https://localhost./x",
                "https://redis/x",
                "https://kafka.internal/x",
                "https://printer.local/x",
                "https://a.localhost/x",
                "https://127.0.0.1/x",
                "https://127.1/x",
                "https://2130706433/x",
                "https://0x7f000001/x",
                "https://0177.0.0.1/x",
                "https://10.0.0.1/x",
                "https://172.16.0.1/x",
                "https://192.168.1.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/x",
                "https://0.0.0.0/x",
                "https://224.0.0.1/x",
                "https://255.255.255.255/x",
                "https://[::1]/x",
                "https://[::]/x",
                "https://[fe80::1]/x",
                "https://[fc00::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[64:ff9b::7f00:1]/x",
                "https://[2002:7f00:1::]/x",
                "https://push.example.com\\@127.0.0.1/x",
                "https://1.2.3.4.5/x",
                "https://exa mple.com/x"
            })
    void everythingElseIsRefused(String endpoint) {
        assertThat(SubscriptionRules.isEndpoint(endpoint, false)).isFalse();
    }

    @Test
    void anEndpointHasALimitedLength() {
        assertThat(SubscriptionRules.isEndpoint("https://push.example.com/" + "x".repeat(1_000), false))
                .isFalse();
        assertThat(SubscriptionRules.isEndpoint(null, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.0.1",
                "169.254.169.254",
                "100.127.255.255",
                "0.1.2.3",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "3fff::1",
                "::ffff:10.0.0.1",
                "100::1"
            })
    void internalAddressesAreNotPublic(String address) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.0.1",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "223.255.255.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888"
            })
    void addressesOfTheInternetArePublic(String address) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aKeyIsAPointOfTheCurve() {
        String key = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(com.interaso.webpush.VapidKeys.generate().getApplicationServerKey());
        assertThat(SubscriptionRules.isPublicKey(key)).isTrue();
        byte[] off = Base64.getUrlDecoder().decode(key);
        off[64] ^= 1;
        assertThat(SubscriptionRules.isPublicKey(text(off)))
                .as("beside the curve")
                .isFalse();
        byte[] compressed = Base64.getUrlDecoder().decode(key);
        compressed[0] = 2;
        assertThat(SubscriptionRules.isPublicKey(text(compressed))).isFalse();
        assertThat(SubscriptionRules.isPublicKey(text(new byte[65]))).isFalse();
        assertThat(SubscriptionRules.isPublicKey(text(new byte[64]))).isFalse();
        assertThat(SubscriptionRules.isPublicKey("no base64!")).isFalse();
        assertThat(SubscriptionRules.isPublicKey(null)).isFalse();
    }

    @Test
    void aSecretHas16Bytes() {
        assertThat(SubscriptionRules.isAuthSecret(text(new byte[16]))).isTrue();
        assertThat(SubscriptionRules.isAuthSecret(text(new byte[15]))).isFalse();
        assertThat(SubscriptionRules.isAuthSecret(text(new byte[17]))).isFalse();
        assertThat(SubscriptionRules.isAuthSecret("*")).isFalse();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
