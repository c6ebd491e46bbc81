package io.livemarket.testkit.running;

import java.util.List;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Checks in which order a service stops. */
public final class StopOrder {

    private StopOrder() {}

    /**
     * Fails when a part of ours would stop before the web server has finished the requests under way, or the web server
     * would not wait for them.
     *
     * @param before parts that may, since they end what is no request
     */
    @SuppressWarnings("removal") // Spring Boot names no other constant for it.
    public static void assertWebServerStopsFirst(ApplicationContext service, Class<?>... before) {
        List<Class<?>> mayStopBefore = List.of(before);
        List<String> early = service.getBeansOfType(SmartLifecycle.class).entrySet().stream()
                .filter(bean -> bean.getValue().getClass().getName().startsWith("io.livemarket."))
                .filter(bean -> !mayStopBefore.contains(bean.getValue().getClass()))
                .filter(bean -> bean.getValue().getPhase() >= WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE)
                .map(java.util.Map.Entry::getKey)
                .toList();
        if (!early.isEmpty()) {
            throw new AssertionError("These stop before the web server: " + early);
        }
        if (!"graceful".equals(service.getEnvironment().getProperty("server.shutdown"))) {
            throw new AssertionError("The web server does not wait for requests under way");
        }
    }
}
