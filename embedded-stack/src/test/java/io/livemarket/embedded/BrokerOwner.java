package io.livemarket.embedded;

import java.nio.file.Path;

/** A JVM that starts a broker, prints the broker's process id and then lives until it is killed. */
final class BrokerOwner {

    private BrokerOwner() {}

    public static void main(String[] args) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.builder().dataDir(Path.of(args[0])).start();
        System.out.println(kafka.pid());
        Thread.currentThread().join();
    }
}
