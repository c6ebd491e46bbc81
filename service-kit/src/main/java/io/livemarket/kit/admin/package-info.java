/**
 * What operators see of an instance, and the dead letters of its service (decision 043). Every path here needs the role
 * {@code operator}.
 */
package io.livemarket.kit.admin;
