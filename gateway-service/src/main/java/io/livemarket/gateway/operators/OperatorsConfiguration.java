package io.livemarket.gateway.operators;

import io.livemarket.gateway.config.StatusProperties;
import io.livemarket.gateway.services.ServiceAddresses;
import java.net.InetAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints for operators. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StatusProperties.class)
class OperatorsConfiguration {

    @Bean
    InstanceAddresses instanceAddresses(StatusProperties settings, ServiceAddresses services) {
        return new InstanceAddresses(settings, services, InetAddress::getAllByName);
    }
}
