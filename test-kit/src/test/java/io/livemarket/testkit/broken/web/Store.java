package io.livemarket.testkit.broken.web;

import io.livemarket.testkit.ServiceArchitecture;
import io.livemarket.testkit.broken.domain.Impure;
import org.bson.Document;

/** Uses the driver, the domain that uses it, and a package of this project that no service uses. */
public record Store(Document document, Impure impure, ServiceArchitecture other) {}
