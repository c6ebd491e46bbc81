/**
 * Makes a data directory that has grown, without the time that growing takes: events written straight into their
 * topics.
 */
package io.livemarket.loadtest.fill;
