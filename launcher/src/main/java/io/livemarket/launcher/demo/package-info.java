/** Two made-up people who talk through a running system, and what can be seen of it. */
package io.livemarket.launcher.demo;
