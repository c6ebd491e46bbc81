package io.livemarket.loadtest.files;

import io.livemarket.loadtest.process.ProcessUse;
import io.livemarket.loadtest.report.Latencies;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a run with files.
 *
 * @param atOnce uploads under way at the same time
 * @param bytesEach size of each file
 * @param taken files answered with 201
 * @param failed uploads answered otherwise, warm-up left out
 * @param problems failed uploads and downloads, by the problem's code
 * @param megabytesPerSecond millions of bytes of accepted files, for each second from the first byte to the last answer
 * @param upload from the request to its answer, in milliseconds
 * @param altered files that came back with other content than was sent
 * @param readBack files that came back as they were sent
 * @param processes the use of each process while uploads were under way
 */
public record FilesReport(
        String mode,
        int atOnce,
        int rounds,
        long bytesEach,
        int taken,
        int failed,
        Map<String, Long> problems,
        double seconds,
        double megabytesPerSecond,
        Latencies upload,
        int altered,
        int readBack,
        double megabytesReadPerSecond,
        Latencies download,
        List<ProcessUse> processes) {

    /** Whether every file was accepted and came back unchanged. */
    public boolean held() {
        return failed == 0 && altered == 0 && readBack == taken;
    }
}
