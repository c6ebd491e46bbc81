package io.livemarket.testkit.kept.projection;

import org.bson.Document;

/** Reads a document. */
public record Reads(Document document) {}
