/**
 * One command for the whole system: starts a broker, a store and every service, says when they are ready and where,
 * starts again what dies, and leaves nothing running when it ends. It knows the services by the name of their main
 * class only.
 */
package io.livemarket.launcher;
