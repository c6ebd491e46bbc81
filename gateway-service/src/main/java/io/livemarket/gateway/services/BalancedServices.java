package io.livemarket.gateway.services;

import io.livemarket.gateway.config.ServiceName;
import java.util.List;
import java.util.Locale;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Flux;

/**
 * Supplies Spring Cloud LoadBalancer with the replicas of a service; each service has one context that is made from
 * this class.
 */
public class BalancedServices {

    @Bean
    ServiceInstanceListSupplier replicas(Environment environment, ServiceAddresses addresses) {
        String id = LoadBalancerClientFactory.getName(environment);
        ServiceName service = ServiceName.valueOf(id.toUpperCase(Locale.ROOT));
        return new ServiceInstanceListSupplier() {
            @Override
            public String getServiceId() {
                return id;
            }

            @Override
            public Flux<List<ServiceInstance>> get() {
                return Flux.just(addresses.usable(service).stream()
                        .map(replica -> instance(id, replica))
                        .toList());
            }
        };
    }

    private static ServiceInstance instance(String id, ServiceAddresses.Replica replica) {
        boolean secure = "https".equals(replica.uri().getScheme());
        int port = replica.uri().getPort() > 0 ? replica.uri().getPort() : secure ? 443 : 80;
        return new DefaultServiceInstance(
                replica.uri().toString(), id, replica.uri().getHost(), port, secure);
    }
}
