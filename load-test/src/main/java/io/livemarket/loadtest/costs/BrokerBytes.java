package io.livemarket.loadtest.costs;

import io.livemarket.loadtest.SetUpException;
import io.livemarket.loadtest.process.JvmMemory;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Kafka's own counters of the bytes of each topic ({@code kafka.server:type=BrokerTopicMetrics}), read through the
 * broker's local management agent.
 */
final class BrokerBytes {

    private final MBeanServerConnection server;

    BrokerBytes(JvmMemory broker) {
        this.server = broker.server();
    }

    Map<String, Long> in() {
        return counted("BytesInPerSec");
    }

    Map<String, Long> out() {
        return counted("BytesOutPerSec");
    }

    private Map<String, Long> counted(String meter) {
        Map<String, Long> bytes = new TreeMap<>();
        try {
            ObjectName all = new ObjectName("kafka.server:type=BrokerTopicMetrics,name=" + meter + ",topic=*");
            for (ObjectName name : server.queryNames(all, null)) {
                bytes.put(name.getKeyProperty("topic"), ((Number) server.getAttribute(name, "Count")).longValue());
            }
            return bytes;
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException | JMException unreadable) {
            throw new SetUpException("cannot read the broker's counters: " + unreadable.getMessage(), unreadable);
        }
    }
}
