/** The demo: made-up people that chat in a running system, with each step printed and checked, and the seed data. */
@NullMarked
package io.livemarket.launcher.demo;

import org.jspecify.annotations.NullMarked;
