package io.livemarket.gateway.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.gateway.config.ServiceName;
import io.livemarket.gateway.config.StatusProperties;
import io.livemarket.gateway.services.ServiceAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InstanceAddressesTest {

    private static final ServiceAddresses SERVICES = new ServiceAddresses(Arrays.stream(ServiceName.values())
            .collect(Collectors.toMap(Function.identity(), name -> List.of(URI.create("http://" + name.id() + ":1")))));

    private static List<String> all(Map<String, List<URI>> instances) {
        return new InstanceAddresses(new StatusProperties(instances), SERVICES, InstanceAddressesTest::lookUp)
                .all().stream()
                        .map(address -> address.service() + " " + address.uri())
                        .toList();
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        if (!host.equals("pods")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getByName("10.0.0.1"), InetAddress.getByName("fd00::2")};
    }

    @Test
    void namedInstancesReplaceTheServicesAddresses() {
        assertThat(all(Map.of()))
                .contains("chat-service http://chat:1", "file-service http://file:1")
                .hasSize(7);
    }

    @Test
    void everyAddressOfANameIsAnInstance() {
        assertThat(all(Map.of(
                        "chat",
                        List.of(URI.create("http://pods:8082")),
                        "gateway",
                        List.of(URI.create("http://pods:8080")))))
                .contains(
                        "chat-service http://10.0.0.1:8082",
                        "chat-service http://[fd00:0:0:0:0:0:0:2]:8082",
                        "gateway-service http://10.0.0.1:8080",
                        "auth-service http://auth:1")
                .doesNotContain("chat-service http://chat:1");
    }

    @Test
    void unknownNamesAndHttpsAddressesAreUsedUnchanged() {
        assertThat(all(Map.of("chat", List.of(URI.create("http://none:1"), URI.create("https://pods:2")))))
                .contains("chat-service http://none:1", "chat-service https://pods:2");
    }

    @Test
    void aServiceThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> new StatusProperties(Map.of("chats", List.of())))
                .hasMessageContaining("chats");
    }
}
