package io.livemarket.gateway.web;

import io.livemarket.kit.web.QueryParameters;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/** The operations that the gateway serves itself: unknown query parameters are refused, as by the services. */
@Component
class OwnOperations implements WebFluxRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new Checked();
    }

    private static final class Checked extends RequestMappingHandlerMapping {

        private final QueryParameters parameters = new QueryParameters();

        @Override
        protected void handleMatch(RequestMappingInfo info, HandlerMethod operation, ServerWebExchange exchange) {
            super.handleMatch(info, operation, exchange);
            parameters.require(operation, exchange.getRequest().getQueryParams().keySet());
        }
    }
}
