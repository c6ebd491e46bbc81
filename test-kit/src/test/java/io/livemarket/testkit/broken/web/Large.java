package io.livemarket.testkit.broken.web;

/** A record of nine components. */
public record Large(int a, int b, int c, int d, int e, int f, int g, int h, int i) {}
