package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

    private final ClientAddress addresses = new ClientAddress(List.of("127.0.0.0/8", "::1", "10.1.2.0/24"));

    @Test
    void aStrangersHeaderIsNotBelieved() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
    }

    @Test
    void aTrustedProxysHeaderIs() {
        assertThat(of("127.0.0.1", "203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void addressesWrittenByTheClientAreNotBelieved() {
        assertThat(of("127.0.0.1", "1.1.1.1, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(of("127.0.0.1", "1.1.1.1", "203.0.113.9, 10.1.2.3")).isEqualTo("203.0.113.9");
    }

    @Test
    void withoutAHeaderTheProxyItselfIsTheClient() {
        assertThat(of("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void anInvalidAddressIsNeitherBelievedNorLookedUp() {
        assertThat(of("127.0.0.1", "203.0.113.9, example.org")).isEqualTo("127.0.0.1");
        assertThat(of("127.0.0.1", "")).isEqualTo("127.0.0.1");
    }

    @Test
    void anIpv6ClientCountsAsItsNetwork() {
        assertThat(of("::1", "2001:db8:1:2::1"))
                .isEqualTo(of("::1", "2001:db8:1:2:ffff::9"))
                .isNotEqualTo(of("::1", "2001:db8:1:3::1"));
        assertThat(of("fe80::1%1", "1.1.1.1")).isEqualTo("fe80000000000000/64");
    }

    private String of(String remote, String... forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(remote);
        for (String header : forwarded) {
            request.addHeader("X-Forwarded-For", header);
        }
        return addresses.of(request);
    }
}
