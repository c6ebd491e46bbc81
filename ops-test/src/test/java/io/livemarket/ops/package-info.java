/**
 * Holds what operators deploy (k8s/, compose, rules, dashboards) against the code that it deploys and against published
 * schemas.
 */
package io.livemarket.ops;
