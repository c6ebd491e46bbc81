package io.livemarket.loadtest.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.livemarket.loadtest.SetUpException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The memory of another JVM of this user on this machine, through its local management agent: the collection and the
 * figures of {@code jcmd PID GC.run} and {@code GC.heap_info}, and its direct buffers.
 */
public final class JvmMemory implements AutoCloseable {

    private static final int COLLECTIONS = 2;

    private final WatchedProcess process;
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final MemoryMXBean memory;
    private final BufferPoolMXBean direct;

    /**
     * One reading.
     *
     * @param heapUsedAfterCollection bytes of heap in use right after a full collection
     * @param directBuffers bytes of direct buffers that the JVM counts
     * @param resident resident bytes of the process
     */
    public record Reading(long heapUsedAfterCollection, long directBuffers, long resident) {}

    private JvmMemory(WatchedProcess process, JMXConnector connector) throws IOException {
        this.process = process;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.direct = ManagementFactory.newPlatformMXBeanProxy(
                server, "java.nio:type=BufferPool,name=direct", BufferPoolMXBean.class);
    }

    /** @throws SetUpException when the process is no JVM that this user may attach to */
    @SuppressWarnings("BanJNDI") // The address is the one that this user's own process names.
    public static JvmMemory of(WatchedProcess process) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return new JvmMemory(
                        process, JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException | IOException unreachable) {
            throw new SetUpException(
                    "cannot attach to " + process.name() + " (pid " + process.pid() + "): " + unreachable.getMessage(),
                    unreachable);
        }
    }

    /** The JVM's management beans. */
    public MBeanServerConnection server() {
        return server;
    }

    /**
     * Collects garbage twice (the second collection frees the objects that the first one's finalisation and reference
     * handling released), then reads.
     */
    public Reading collectAndRead() {
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return new Reading(
                memory.getHeapMemoryUsage().getUsed(),
                direct.getMemoryUsed(),
                process.residentBytes().orElseThrow(() -> new SetUpException(process.name() + " has ended")));
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
