package io.livemarket.loadtest;

import io.livemarket.loadtest.files.FilesReport;
import io.livemarket.loadtest.idle.IdleReport;
import io.livemarket.loadtest.messages.Counts;
import io.livemarket.loadtest.messages.MessageReport;
import io.livemarket.loadtest.process.JvmMemory;
import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.report.Table;
import io.livemarket.loadtest.sockets.SocketPool;
import io.livemarket.loadtest.storm.StormReport;
import io.livemarket.loadtest.typing.TypingReport;
import java.util.Map;

/** The reports as tables for the terminal; the JSON has the tables' figures and more. */
final class ReportTables {

    private ReportTables() {}

    static Table of(MessageReport report) {
        Counts counts = report.counts();
        Table table = new Table()
                .row(
                        "rate",
                        "asked %.1f/s, sent %.1f/s, acknowledged %.1f/s, received %.1f/s",
                        report.plan().rate(),
                        report.sentPerSecond(),
                        report.acknowledgedPerSecond(),
                        report.receivedPerSecond())
                .row(
                        "messages",
                        "due %d, sent %d, acknowledged %d, received %d, refused %d, unanswered %d, unsent %d",
                        counts.intended(),
                        counts.sent(),
                        counts.acknowledged(),
                        counts.received(),
                        counts.refusedForGood(),
                        counts.unanswered(),
                        counts.unsent())
                .latencies("send to acknowledged", report.sendToAcknowledged())
                .latencies("send to received", report.sendToReceived())
                .row("lost", "%d", counts.lost())
                .row("doubled", "%d", counts.doubled())
                .row(
                        "out of order",
                        "%d (went back %d, overtaken %d, gaps %d)",
                        counts.outOfOrder(),
                        counts.wentBack(),
                        counts.overtaken(),
                        counts.gaps())
                .row("altered, misdelivered", "%d, %d", counts.altered(), counts.misdelivered())
                .row("sent again, redelivered", "%d, %d", counts.resent(), counts.redelivered());
        byCode(table, "refusals", counts.refusals());
        byCode(table, "receipts refused", counts.receiptRefusals());
        sockets(table, report.sockets());
        report.processes().forEach(process -> process(table, process));
        table.row(
                "machine",
                "stolen by its host %.1f %%, idle %.1f %%",
                100 * report.host().stolen(),
                100 * report.host().idle());
        return table.row(
                "verdict",
                "%s",
                report.guaranteeHeld() ? "nothing lost, doubled or out of order" : "THE GUARANTEE WAS BROKEN");
    }

    static Table of(IdleReport report) {
        Table table = new Table()
                .row(
                        "idle sockets",
                        "%d, %d per user, opened %.0f/s",
                        report.sockets(),
                        report.socketsPerUser(),
                        report.openedPerSecond());
        sockets(table, report.standing());
        if (report.before() != null && report.after() != null && report.perSocket() != null) {
            reading(table, "before (" + report.process() + ")", report.before());
            reading(table, "after (" + report.process() + ")", report.after());
            reading(table, "per socket", report.perSocket());
        }
        return table;
    }

    static Table of(StormReport report) {
        Table table = new Table()
                .row(
                        "storm",
                        "%d people came and left within %d ms; %d were let in, %d attempts failed",
                        report.guests(),
                        report.withinMs(),
                        report.letIn(),
                        report.failed())
                .latencies("until let in", report.untilLetIn())
                .latencies("quiet: send to received", report.quiet().sendToReceived())
                .latencies("storm: send to received", report.stormy().sendToReceived())
                .row("p99, storm to quiet", "%.2f", report.p99Ratio())
                .row(
                        "user:status",
                        "%d heard of %d people, at most %d of a person by a partner",
                        report.statuses().heard(),
                        report.statuses().people(),
                        report.statuses().most())
                .row(
                        "last told",
                        "%d online, %d offline",
                        report.statuses().online(),
                        report.statuses().offline())
                .row(
                        "messages",
                        "quiet %d received, storm %d received, refused %d",
                        report.quiet().counts().received(),
                        report.stormy().counts().received(),
                        report.stormy().counts().refusedForGood());
        byCode(table, "what failed", report.problems());
        report.stormy().processes().forEach(process -> process(table, process));
        return table.row(
                "verdict",
                "%s",
                report.held()
                        ? "nothing lost, doubled or out of order; no status told twice"
                        : "THE GUARANTEE WAS BROKEN");
    }

    static Table of(TypingReport report) {
        Table table = new Table()
                .row("typing", "%d people, one sign each %d ms", report.users(), report.everyMs())
                .row("signs", "%d sent, %d heard by the partner", report.sent(), report.heard())
                .latencies("sign to heard", report.signToHeard());
        sockets(table, report.sockets());
        return table;
    }

    static Table of(FilesReport report) {
        Table table = new Table()
                .row(
                        "uploads",
                        "%d rounds of %d at once, %.1f MB each: %d taken, %d failed",
                        report.rounds(),
                        report.atOnce(),
                        report.bytesEach() / 1e6,
                        report.taken(),
                        report.failed())
                .row("throughput", "%.1f MB/s (%.2f s)", report.megabytesPerSecond(), report.seconds())
                .latencies("upload", report.upload())
                .row(
                        "read again",
                        "%d as sent, %d altered, %.1f MB/s",
                        report.readBack(),
                        report.altered(),
                        report.megabytesReadPerSecond())
                .latencies("download", report.download());
        byCode(table, "what failed", report.problems());
        report.processes().forEach(process -> process(table, process));
        return table.row(
                "verdict",
                "%s",
                report.held() ? "every file was taken and came back as it was" : "FILES FAILED OR WERE ALTERED");
    }

    private static void reading(Table table, String label, JvmMemory.Reading reading) {
        table.row(
                label,
                "heap after collection %s, direct buffers %s, resident %s",
                Table.bytes(reading.heapUsedAfterCollection()),
                Table.bytes(reading.directBuffers()),
                Table.bytes(reading.resident()));
    }

    private static void sockets(Table table, SocketPool.Standing sockets) {
        table.row(
                "sockets",
                "%d of %d up, %d disconnections, %d reconnections, %d sessions renewed",
                sockets.up(),
                sockets.sockets(),
                sockets.disconnects(),
                sockets.reconnects(),
                sockets.sessionsRenewed());
        byCode(table, "socket problems", sockets.problems());
    }

    private static void process(Table table, ProcessUse process) {
        table.row(
                "process " + process.name(),
                "%s, resident %s",
                process.cpuSeconds() == null
                        ? "ended or replaced during the run"
                        : String.format(
                                java.util.Locale.ROOT,
                                "CPU %.2f s, per 1,000 messages %s",
                                process.cpuSeconds(),
                                process.cpuSecondsPer1000() == null
                                        ? "-"
                                        : String.format(java.util.Locale.ROOT, "%.3f s", process.cpuSecondsPer1000())),
                process.residentBytes() == null ? "-" : Table.bytes(process.residentBytes()));
    }

    private static void byCode(Table table, String label, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            table.row(label, "%s", counts);
        }
    }
}
