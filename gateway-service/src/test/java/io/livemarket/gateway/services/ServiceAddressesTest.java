package io.livemarket.gateway.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.gateway.config.ServiceName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceAddressesTest {

    private static final URI ONE = URI.create("http://one:1");
    private static final URI TWO = URI.create("http://two:2");

    private final ServiceAddresses addresses = new ServiceAddresses(Map.of(ServiceName.CHAT, List.of(ONE, TWO)));

    @Test
    void replicasTakeTurns() {
        assertThat(List.of(
                        addresses.next(ServiceName.CHAT),
                        addresses.next(ServiceName.CHAT),
                        addresses.next(ServiceName.CHAT)))
                .containsExactly(ONE, TWO, ONE);
    }

    @Test
    void aReplicaThatIsDownGetsNothing() {
        addresses.all(ServiceName.CHAT).getFirst().is(false);
        assertThat(addresses.next(ServiceName.CHAT)).isEqualTo(TWO);
        assertThat(addresses.next(ServiceName.CHAT)).isEqualTo(TWO);
    }

    @Test
    void whenNoneIsKnownToWorkAnyIsTried() {
        addresses.all(ServiceName.CHAT).forEach(replica -> replica.is(false));
        assertThat(List.of(addresses.next(ServiceName.CHAT), addresses.next(ServiceName.CHAT)))
                .contains(ONE, TWO);
    }
}
