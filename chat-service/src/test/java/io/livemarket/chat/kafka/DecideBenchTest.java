package io.livemarket.chat.kafka;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.kafka.Envelope.Reply;
import java.lang.management.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;
class DecideBenchTest {
    public static void main(String[] a) { new DecideBenchTest().bench(); }
    @Test
    void path() throws Exception { java.nio.file.Files.writeString(java.nio.file.Path.of(System.getProperty("bench.out", "/tmp/r3b/cp.txt")), System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))); }
    void bench() {
        ThreadMXBean t = ManagementFactory.getThreadMXBean();
        Instant now = Instant.parse("2026-01-10T12:00:00Z");
        List<UUID> a = new ArrayList<>(), b = new ArrayList<>();
        for (int i = 0; i < 100; i++) { a.add(Ids.next()); b.add(Ids.next()); }
        double best = 1e9;
        for (int round = 0; round < 25; round++) {
            DecidingPartition p = new DecidingPartition(now);
            for (int i = 0; i < 100; i++) p.registered(a.get(i), b.get(i));
            for (int part = 0; part < 4; part++) {
            long x = t.getCurrentThreadCpuTime();
            for (int i = 0; i < 3_000; i++) {
                int k = i % 100;
                p.ask(new SendMessage(Ids.privateChat(a.get(k), b.get(k)), a.get(k), b.get(k), Ids.next(), MessageType.TEXT, "hola que tal la bici sigue disponible y en buen estado gracias por todo nos vemos", null, null, null, Ids.next().toString(), now), Reply.UNLESS_EVENT);
            }
            double us = (t.getCurrentThreadCpuTime() - x) / 1e3 / 3_000;
            if (part > 0) best = Math.min(best, us);
            }
        }
        System.out.printf("BENCH decide+commit %.2f us per message%n", best);
    }
}
