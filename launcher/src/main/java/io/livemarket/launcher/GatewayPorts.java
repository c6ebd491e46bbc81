package io.livemarket.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks the gateways' ports, which users choose, before a part is started. */
final class GatewayPorts {

    private GatewayPorts() {}

    /** @throws LaunchRefused when a gateway's port is out of range or taken, or the address is not this machine's */
    static void requireFree(String host, Plan plan) throws LaunchRefused {
        for (Instance instance : plan.instances()) {
            if (instance.service().isGateway()) {
                requireFree(host, instance.port());
            }
        }
    }

    private static void requireFree(String host, int port) throws LaunchRefused {
        if (port < 1 || port > 65_535) {
            throw new LaunchRefused(Bilingual.of(
                    "%d is not a port; choose one from 1 to 65535 with --port.",
                    "%d no es un puerto; elija uno de 1 a 65535 con --port.", port));
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new LaunchRefused(Bilingual.of(
                    "Port %d on %s is taken (%s); choose another with --port.",
                    "El puerto %d en %s está ocupado (%s); elija otro con --port.", port, host, e.getMessage()));
        }
    }
}
