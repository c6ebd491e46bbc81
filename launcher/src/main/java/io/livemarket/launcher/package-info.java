/**
 * The command line {@code ./livemarket}: starts a broker, stores and every service, prints their addresses when they
 * are ready, starts a part that died again, and leaves no process running when it ends. The package knows a service by
 * the name of the service's main class alone.
 */
@NullMarked
package io.livemarket.launcher;

import org.jspecify.annotations.NullMarked;
