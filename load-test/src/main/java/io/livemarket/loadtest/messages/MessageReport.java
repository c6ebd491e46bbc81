package io.livemarket.loadtest.messages;

import io.livemarket.loadtest.process.HostTime;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.report.Latencies;
import io.livemarket.loadtest.sockets.SocketPool;
import java.util.List;

/**
 * The outcome of a run of messages. Latencies are in milliseconds from the intended send time, for measured messages;
 * rates are per second inside the measured window; processes and the machine are watched over that window.
 */
public record MessageReport(
        String mode,
        Plan plan,
        Behaviour behaviour,
        Counts counts,
        boolean guaranteeHeld,
        long outOfOrder,
        Latencies sendToAcknowledged,
        Latencies sendToReceived,
        double sentPerSecond,
        double acknowledgedPerSecond,
        double receivedPerSecond,
        SocketPool.Standing sockets,
        List<ProcessUse> processes,
        HostTime.Use host) {}
