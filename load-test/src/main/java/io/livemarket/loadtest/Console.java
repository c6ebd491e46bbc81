package io.livemarket.loadtest;

import java.io.PrintStream;

/** The program's output: the JSON report goes to {@code out}, everything for the terminal to {@code progress}. */
record Console(PrintStream out, PrintStream progress) {}
