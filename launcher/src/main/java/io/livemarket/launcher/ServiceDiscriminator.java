package io.livemarket.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the service of a log event. Each service is started in a thread group of its own, which the threads that the
 * service starts inherit, those of libraries included; for a thread without a group (virtual threads), the logger's
 * package names the service.
 */
public final class ServiceDiscriminator extends AbstractDiscriminator<ILoggingEvent> {

    static final String THREAD_GROUP_PREFIX = "livemarket-";

    private static final String PACKAGE_PREFIX = "io.livemarket.";
    private static final Set<String> SERVICES =
            Service.ALL.stream().map(Service::name).collect(Collectors.toSet());

    private final String otherwise = System.getProperty(Logs.NAME_PROPERTY, Logs.SHARED);

    @Override
    public String getDiscriminatingValue(ILoggingEvent event) {
        if (!otherwise.equals(Logs.SHARED)) {
            return otherwise;
        }
        return service(Thread.currentThread().getThreadGroup(), event.getLoggerName());
    }

    @Override
    public String getKey() {
        return "service";
    }

    private String service(ThreadGroup group, String logger) {
        if (group != null && group.getName().startsWith(THREAD_GROUP_PREFIX)) {
            return group.getName().substring(THREAD_GROUP_PREFIX.length());
        }
        if (logger.startsWith(PACKAGE_PREFIX)) {
            int end = logger.indexOf('.', PACKAGE_PREFIX.length());
            String name = end < 0 ? "" : logger.substring(PACKAGE_PREFIX.length(), end);
            if (SERVICES.contains(name)) {
                return name;
            }
        }
        return otherwise;
    }
}
