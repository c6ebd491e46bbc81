package io.livemarket.gateway.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The addresses of all instances for {@code GET /admin/status}, under {@code livemarket.gateway.status}.
 *
 * @param instances addresses by service, and by {@code gateway}; each IP address of a host name is an instance. A
 *     service without an entry is queried at {@code livemarket.gateway.services}; without an entry for {@code gateway},
 *     the queried gateway reports itself alone
 */
@ConfigurationProperties("livemarket.gateway.status")
public record StatusProperties(@DefaultValue Map<String, List<URI>> instances) {

    /** The name of the gateways in {@code instances}. */
    public static final String GATEWAY = "gateway";

    public StatusProperties {
        Set<String> known = Stream.concat(
                        Stream.of(GATEWAY), Arrays.stream(ServiceName.values()).map(ServiceName::id))
                .collect(Collectors.toSet());
        if (!known.containsAll(instances.keySet())) {
            throw new IllegalArgumentException(
                    "livemarket.gateway.status.instances names " + instances.keySet() + "; there are " + known);
        }
    }
}
