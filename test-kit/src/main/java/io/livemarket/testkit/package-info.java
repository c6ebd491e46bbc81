/**
 * The parts that the tests of every service are written with: given/when/then for deciders
 * ({@link io.livemarket.testkit.DeciderSpecification}), rules of dependencies
 * ({@link io.livemarket.testkit.ServiceArchitecture}), and builders of events and commands with many optional fields.
 */
@NullMarked
package io.livemarket.testkit;

import org.jspecify.annotations.NullMarked;
