/**
 * The parts that the tests of every service are written with: rules of dependencies, and given/when/then for deciders.
 */
@NullMarked
package io.livemarket.testkit;

import org.jspecify.annotations.NullMarked;
