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
 * Where {@code GET /admin/status} finds every single instance, under {@code livemarket.gateway.status}.
 *
 * @param instances by service, and {@code gateway}; each address that a host's name has is an instance. A service that
 *     is not named is asked at {@code livemarket.gateway.services}; of the gateways, the one that is asked shows itself
 */
@ConfigurationProperties("livemarket.gateway.status")
public record StatusProperties(@DefaultValue Map<String, List<URI>> instances) {

    /** What the gateways are called here. */
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
