package io.livemarket.loadtest.model;

import java.util.Locale;

/** A sizing as text, for the terminal and for the document that shows it. */
public final class SizingText {

    private final StringBuilder text = new StringBuilder();

    private SizingText() {}

    /** The lines; figures have three significant digits. */
    public static String of(Sizing sizing) {
        SizingText text = new SizingText();
        text.load(sizing.load());
        text.line(
                "%-14s %9s %12s %22s %12s", "service", "instances", "cores in all", "each for every event", "heap, MB");
        sizing.services()
                .forEach(each -> text.line(
                        "%-14s %9s %12s %22s %12s",
                        each.name(),
                        Double.isInfinite(each.instances()) ? "no end" : number(each.instances()),
                        number(each.cores()),
                        number(each.perInstance()),
                        number(each.heap() / 1e6)));
        if (!sizing.measured().heapOfChats()) {
            text.line("heap is that of an empty system with these sockets; what chats add was not measured");
        }
        if (!sizing.measured().leftOut().isEmpty()) {
            text.line(
                    "not measured, and counted as nothing: %s",
                    String.join(", ", sizing.measured().leftOut()));
        }
        text.line("partitions of each topic: %s", number(sizing.partitions()));
        text.broker(sizing.broker());
        text.line(
                sizing.store().total() == 0 ? "store: not measured" : "store: %s GB a day, %s TB after %s days",
                number(sizing.store().perDay() / 1e9),
                number(sizing.store().total() / 1e12),
                number(sizing.load().days()));
        text.line("what ends first, of today's design (how much of it the load takes):");
        sizing.limits().stream().filter(each -> !each.setting()).forEach(text::limit);
        text.line("what the deployment files ask for:");
        sizing.limits().stream().filter(Sizing.Limit::setting).forEach(text::limit);
        Sizing.Routed routed = sizing.routed();
        text.line(
                "with a router before the gateways (not built): an event goes to %s gateways; the brokers send %s MB/s;",
                number(routed.copies()), number(routed.out() / 1e6));
        text.line(
                "  a gateway uses %s cores; all routers %s cores (not measured)",
                number(routed.gatewayCores()), number(routed.routerCores()));
        return text.text.toString();
    }

    private void limit(Sizing.Limit limit) {
        line(
                "  %8s  %s: %s of %s %s",
                number(limit.share()), limit.what(), number(limit.load()), number(limit.at()), limit.unit());
    }

    private void load(Load load) {
        line(
                "load: %s users, %s chats, %s messages/s at the peak in chats of %s, %s sockets, %s connections/s",
                number(load.users()),
                number(load.chats()),
                number(load.messagesPerSecond()),
                number(load.groupSize()),
                number(load.sockets()),
                number(load.connectsPerSecond()));
    }

    private void broker(Sizing.Broker broker) {
        line(
                "broker: in %s MB/s, to replicas %s MB/s, to consumers %s MB/s, of which to gateways %s MB/s",
                number(broker.in() / 1e6),
                number(broker.replication() / 1e6),
                number(broker.out() / 1e6),
                number(broker.toGateways() / 1e6));
        line(
                "broker: %s brokers by their network, %s cores in all without replication; disk %s GB a day, %s TB kept",
                number(broker.brokers()),
                number(broker.cores()),
                number(broker.diskPerDay() / 1e9),
                number(broker.disk() / 1e12));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    /** Three significant digits, with thousands separated. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (value == 0) {
            return "0";
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        double unit = Math.pow(10, 2 - Math.floor(Math.log10(Math.abs(value))));
        double rounded = Math.abs(value) >= 100 && value == Math.rint(value) ? value : Math.round(value * unit) / unit;
        String plain = String.format(Locale.ROOT, "%,." + Math.min(digits, 6) + "f", rounded);
        return plain.contains(".") ? plain.replaceAll("0+$", "").replaceAll("\\.$", "") : plain;
    }
}
