package io.livemarket.loadtest;

import java.io.PrintStream;

/** Where the program writes: the JSON report to {@code out}, everything for people to {@code progress}. */
record Console(PrintStream out, PrintStream progress) {}
