package io.livemarket.gateway.web;

import io.livemarket.gateway.services.BalancedServices;
import io.micrometer.common.KeyValues;
import java.net.ConnectException;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.observation.DefaultGatewayObservationConvention;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayContext;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayObservationConvention;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Routes REST requests to the services that own the resources. */
@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = BalancedServices.class)
class RoutingConfiguration {

    private static final Set<String> LISTS_WITHOUT_CHATS = Set.of("/chats/undelivered", "/chats/invitations");
    private static final String CHAT = "lb://" + EdgeRoute.CHAT.service().id();

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, StatusInProfiles statuses, OwnSettingsInChats settings) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        // Answers that several services contribute to: one user, read or changed, and chats.
        routes.route(
                "profile",
                spec -> spec.path("/users/*")
                        .and()
                        .method(HttpMethod.GET, HttpMethod.PUT)
                        .filters(filters ->
                                elsewhereOnce(filters.modifyResponseBody(byte[].class, byte[].class, statuses)))
                        .uri("lb://" + EdgeRoute.AUTH.service().id()));
        routes.route(
                "chats",
                spec -> spec.path("/chats", "/chats/*")
                        .and()
                        .method(HttpMethod.GET)
                        .and()
                        .predicate(exchange -> !LISTS_WITHOUT_CHATS.contains(
                                exchange.getRequest().getPath().value()))
                        .filters(filters -> withSettings(filters, settings))
                        .uri(CHAT));
        routes.route(
                "opened-chats",
                spec -> spec.path("/chats")
                        .and()
                        .method(HttpMethod.POST)
                        .filters(filters -> withSettings(filters, settings))
                        .uri(CHAT));
        routes.route(
                "arranged-chats",
                spec -> spec.path("/chats/*")
                        .and()
                        .method(HttpMethod.PATCH)
                        .filters(filters -> withSettings(filters, settings))
                        .uri(CHAT));
        routes.route(
                "deals",
                spec -> spec.path("/chats/*/deal")
                        .and()
                        .method(HttpMethod.PUT, HttpMethod.DELETE)
                        .filters(filters -> withSettings(filters, settings))
                        .uri(CHAT));
        routes.route(
                "groups",
                spec -> spec.path("/chats/*/members", "/chats/*/members/*", "/chats/*/invitation")
                        .and()
                        .method(HttpMethod.POST, HttpMethod.PUT)
                        .filters(filters -> withSettings(filters, settings))
                        .uri(CHAT));
        for (EdgeRoute route : EdgeRoute.values()) {
            routes.route(
                    route.service().id(),
                    spec -> spec.path(route.patterns())
                            .filters(RoutingConfiguration::elsewhereOnce)
                            .uri("lb://" + route.service().id()));
        }
        return routes.build();
    }

    private static UriSpec withSettings(GatewayFilterSpec filters, OwnSettingsInChats settings) {
        return elsewhereOnce(filters.modifyResponseBody(byte[].class, byte[].class, settings));
    }

    /** A span has the path only: a query may contain the signature of a file address, or a search text. */
    @Bean
    GatewayObservationConvention routedCallsWithoutTheirQueries() {
        return new DefaultGatewayObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(GatewayContext context) {
                return KeyValues.of("http.uri", context.getRequest().getPath().value());
            }
        };
    }

    /**
     * Retries a request once on another replica. A replica that accepts no connection received nothing of the request,
     * whatever its method.
     */
    @SuppressWarnings("unchecked") // An array of one class, which is only read.
    private static UriSpec elsewhereOnce(GatewayFilterSpec filters) {
        return filters.retry(retry ->
                retry.setRetries(1).setMethods(HttpMethod.values()).setSeries().setExceptions(ConnectException.class));
    }
}
