package io.livemarket.gateway.callers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private static final InetSocketAddress PEER = new InetSocketAddress("10.0.0.1", 4711);

    @Test
    void withoutTrustedProxiesNoHeaderIsBelieved() {
        assertThat(new ClientAddress(0).of(PEER, "1.2.3.4")).isEqualTo("10.0.0.1");
    }

    @Test
    void onlyAddressesOfTrustedProxiesAreBelieved() {
        assertThat(new ClientAddress(1).of(PEER, "6.6.6.6, 1.2.3.4")).isEqualTo("1.2.3.4");
        assertThat(new ClientAddress(2).of(PEER, "6.6.6.6, 1.2.3.4,5.6.7.8")).isEqualTo("1.2.3.4");
        assertThat(new ClientAddress(2).of(PEER, "1.2.3.4")).isEqualTo("1.2.3.4");
        assertThat(new ClientAddress(1).of(PEER, null)).isEqualTo("10.0.0.1");
        assertThat(new ClientAddress(1).of(PEER, " ")).isEqualTo("10.0.0.1");
    }

    @Test
    void aConnectionWithoutAPeerHasAName() {
        assertThat(new ClientAddress(0).of(null, null)).isEqualTo("unknown");
        assertThat(new ClientAddress(0).of(InetSocketAddress.createUnresolved("there", 1), null))
                .isEqualTo("there");
    }
}
