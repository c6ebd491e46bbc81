package io.livemarket.gateway.web;

import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.socket.SocketGateway;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.LoopResources;

/** Netty serves the port, although the class path also has Tomcat; {@code /socket.io/} precedes all other routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class WebServerConfiguration {

    private static final String OWN = "/admin/";
    /** One busy loop must not delay all sockets. */
    private static final int FEWEST_LOOPS = 2;

    @Bean
    NettyRouteProvider socketRoutes(SocketGateway sockets) {
        return routes -> {
            sockets.addTo(routes);
            return routes;
        };
    }

    /**
     * Event loops of this service, as many as there are cores: loops that are shared in a JVM would end with the first
     * of its services, and more loops than cores only wake each other's threads.
     */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        int loops = Math.max(FEWEST_LOOPS, Runtime.getRuntime().availableProcessors());
        resources.setLoopResourcesSupplier(() -> LoopResources.create("gateway-http", loops, true));
        return resources;
    }

    @Bean
    NettyServerCustomizer refusalDocuments() {
        return server -> server.doOnChannelInit((_, channel, _) -> {
            // With HTTP/2 there is no such codec yet.
            if (channel.pipeline().context(NettyPipeline.HttpCodec) != null) {
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, RefusalDocuments.NAME, new RefusalDocuments());
            }
        });
    }

    /**
     * The gateway's own operations answer with the one form that each has, whatever the request accepts, like the
     * services.
     */
    @Bean
    WebFluxConfigurer jsonAlways() {
        return new WebFluxConfigurer() {
            @Override
            public void configureContentTypeResolver(RequestedContentTypeResolverBuilder types) {
                types.resolver(
                        exchange -> exchange.getRequest().getPath().value().startsWith(OWN)
                                ? List.of(MediaType.APPLICATION_JSON)
                                : RequestedContentTypeResolver.MEDIA_TYPE_ALL_LIST);
                types.headerResolver();
            }
        };
    }

    /** Routed calls run on the event loops of this service. */
    @Bean
    HttpClientCustomizer routedCalls(ReactorResourceFactory resources) {
        return client -> client.runOn(resources.getLoopResources());
    }

    @Bean
    NettyReactiveWebServerFactory webServerFactory(
            ReactorResourceFactory resources,
            ObjectProvider<NettyRouteProvider> routes,
            ObjectProvider<NettyServerCustomizer> customizers) {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
        factory.setResourceFactory(resources);
        routes.orderedStream().forEach(factory::addRouteProviders);
        customizers.orderedStream().forEach(factory::addServerCustomizers);
        return factory;
    }
}
