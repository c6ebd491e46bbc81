package io.livemarket.gateway.config;

import io.livemarket.gateway.socket.SocketGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Netty serves the port, although the class path has Tomcat as well; {@code /socket.io/} comes before everything else. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class WebServerConfiguration {

    @Bean
    NettyRouteProvider socketRoutes(SocketGateway sockets) {
        return routes -> {
            sockets.addTo(routes);
            return routes;
        };
    }

    @Bean
    NettyReactiveWebServerFactory webServerFactory(ReactorResourceFactory resources,
            ObjectProvider<NettyRouteProvider> routes, ObjectProvider<NettyServerCustomizer> customizers) {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
        factory.setResourceFactory(resources);
        routes.orderedStream().forEach(factory::addRouteProviders);
        customizers.orderedStream().forEach(factory::addServerCustomizers);
        return factory;
    }
}
