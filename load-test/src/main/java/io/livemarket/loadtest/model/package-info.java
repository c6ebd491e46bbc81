/**
 * What a load needs, computed from what was measured in {@code costs.json}; {@code docs/scaling.md} shows and explains
 * it.
 */
package io.livemarket.loadtest.model;
