package io.livemarket.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The S3 server's process. It writes one line to standard output, {@code READY 127.0.0.1:PORT} once it serves requests
 * or {@code FAILED reason} when it cannot start (exit code ≠ 0). The process ends when its standard input ends, so that
 * it never outlives its parent, and on SIGTERM. SIGINT is ignored: a terminal sends it to every process in the
 * foreground, and the parent decides the order of stopping. Its log goes to standard error.
 */
public final class S3Main {

    private S3Main() {}

    public static void main(String[] args) {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        endWithStandardInput();
        try {
            S3Options options = S3Options.parse(args, System.getenv());
            Files.createDirectories(options.dataDirectory());
            S3Proxy server = server(options);
            server.start();
            System.out.println("READY 127.0.0.1:" + options.port());
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()), 2);
        } catch (Exception e) {
            e.printStackTrace();
            fail("The S3 server could not start: " + rootCause(e), 1);
        }
    }

    private static S3Proxy server(S3Options options) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + options.port());
        settings.setProperty("s3proxy.authorization", "aws-v4");
        settings.setProperty("s3proxy.identity", options.accessKey());
        settings.setProperty("s3proxy.credential", options.secretKey());
        // A body that is signed as a whole is held in memory to be checked; clients sign large bodies in pieces.
        settings.setProperty("s3proxy.v4-max-non-chunked-request-size", Integer.toString(8 * 1024 * 1024));
        settings.setProperty("s3proxy.ignore-unknown-headers", "true");
        return S3Proxy.Builder.fromProperties(settings)
                .blobStore(new FilesystemNio2BlobStore(options.dataDirectory().toString()))
                .build();
    }

    private static void endWithStandardInput() {
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // No input is expected here: the end of the input alone counts.
                }
            } catch (IOException e) {
                System.err.println("Standard input failed, stopping: " + e);
            }
            System.exit(0);
        });
    }

    private static void fail(String reason, int exitCode) {
        System.out.println("FAILED " + reason.replaceAll("\\s+", " "));
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    private static String rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
