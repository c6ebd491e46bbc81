/**
 * The checks of the contracts: schemas, golden samples, the compatibility check and the documents are made from the
 * records here, and a test fails when the committed ones differ. A run with {@code -Dlivemarket.contracts.update=true}
 * writes them again.
 */
package io.livemarket.events.contracts;
